import { scope } from "hardhat/config";

export const accountScope = scope("account", "Bring single accounts into the vault and out of it");
