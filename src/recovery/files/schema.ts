import { z } from "zod";
import { address, hash32, hashMismatch, uint256 } from "../../shared/hashed-file";
import { caseIdOf, type AgentDomain, type Recovery } from "../recovery";

export { address, bytes, decode, encode, hash32, jsonObject, uint256 } from "../../shared/hashed-file";

/** More tokens than any one transaction could carry. */
const MOST_TOKENS = 1000;

export const recovery: z.ZodType<Recovery> = z.strictObject({
  registry: address,
  lostWallet: address,
  newWallet: address,
  identity: address,
  tokens: z.array(address).max(MOST_TOKENS),
  evidence: hash32,
  nonce: uint256,
});

/** What every file of a case says first. */
export const caseHeader = { chainId: uint256, agent: address, caseId: hash32 };

/** @throws BadInputError HashMismatch when the case id is not that of the recovery */
export function requireCaseId(file: AgentDomain & { caseId: string; recovery: Recovery }, what: string): void {
  if (caseIdOf(file, file.recovery) !== file.caseId) throw hashMismatch(what, "its case id does not fit its recovery");
}
