import { scope } from "hardhat/config";

export const recoveryScope = scope("recovery", "Give a lost wallet's identity and tokens to a new wallet");
