import { scope } from "hardhat/config";

export const directoryScope = scope("directory", "The users, their wallets, sessions and second factors");
