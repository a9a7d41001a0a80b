import { ContractFactory } from "ethers";

import type { Player } from "../stage/cast";

/**
 * A contract that has neither keys nor claims. Whatever it is asked, it answers with the same nine
 * words, `(1, 1, itself, "", "", "")`: read as `keyHasPurpose` that is yes, as `getClaim` a claim
 * on topic 1 issued by itself, as `isClaimValid` yes again.
 */
const RUNTIME = [
  "6001600052", // word 0: 1
  "6001602052", // word 1: 1
  "30604052", // word 2: its own address
  "60c0606052", // words 3 to 5: where the three empty strings lie
  "60e0608052",
  "61010060a052",
  "6101206000f3", // all nine words
].join("");

const CREATION = "0x6024600c60003960246000f3" + RUNTIME;

export async function deployImpostor(deployer: Player): Promise<string> {
  const impostor = await new ContractFactory([], CREATION, deployer).deploy();
  await impostor.waitForDeployment();
  return impostor.getAddress();
}
