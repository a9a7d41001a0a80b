import { readCaseEvents } from "../chain/case";
import { claimsAdded } from "../chain/claims";
import type { Chain } from "../chain/connect";
import { isVerified } from "../chain/registry";
import { subjectOfCase } from "./subject";
import { surveyClaims } from "./survey";

/** How the claims of an executed case fared. */
export interface ClaimsSummary {
  /** The replacement identity began with so many. */
  readonly signedAhead: number;
  /** So many were added, or replaced, since. */
  readonly reissued: number;
  /** So many of the replaced identity's were taken back. */
  readonly revoked: number;
  /** Whether the new wallet was verified in the very block of the execution. */
  readonly verifiedAtExecution: boolean;
}

/** Reads it all from the chain: nothing needs to have been recorded. All zero for a case that was not executed. */
export async function summarizeClaims(chain: Chain, caseId: string): Promise<ClaimsSummary> {
  const execution = (await readCaseEvents(chain, caseId)).find(({ name }) => name === "RecoveryExecuted");
  if (execution === undefined) return { signedAhead: 0, reissued: 0, revoked: 0, verifiedAtExecution: false };
  const subject = await subjectOfCase(chain, caseId);
  const [added, survey, verified] = await Promise.all([
    claimsAdded(chain, subject.identity, execution.block),
    surveyClaims(chain, subject),
    Promise.all(subject.registries.map((registry) => isVerified(chain, registry, subject.wallet, execution.block))),
  ]);
  const ahead = added.filter(({ transaction }) => transaction === execution.transaction).length;
  return {
    signedAhead: ahead,
    reissued: added.length - ahead,
    revoked: survey.held.filter(({ identity, standing }) => identity === subject.lostIdentity && standing === "revoked")
      .length,
    verifiedAtExecution: !verified.includes(false),
  };
}
