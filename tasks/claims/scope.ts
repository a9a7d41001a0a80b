import { scope } from "hardhat/config";

export const claimsScope = scope("claims", "What issuers say of an identity");
