import type { Signer } from "ethers";
import { releaseCall } from "../chain/claims";
import type { Chain } from "../chain/connect";
import { isVerified } from "../chain/registry";
import { send, type SendLimits, type Sent } from "../chain/send";
import type { ClaimsFile } from "../recovery/files/claims-file";
import { RefusedError } from "../shared/errors";
import type { ClaimSubject, ClaimSurvey, SubmittedClaim } from "./claims.types";
import { AT_ONCE, handIn } from "./hand-in";
import { judgeClaim, type Verdict } from "./judge";
import type { Parcel } from "./parcels";
import { judgeHeld, surveyClaims } from "./survey";

export interface Submission {
  readonly subject: ClaimSubject;
  readonly claims: readonly SubmittedClaim[];
  /** Registries that let the wallet out of its quarantine. */
  readonly released: readonly string[];
  /** Whether every registry holds the wallet verified now. */
  readonly verified: boolean;
  readonly transactions: readonly { readonly hash: string; readonly gas: bigint }[];
}

export interface SubmissionOptions extends SendLimits {
  /** Told after every claim. */
  readonly onProgress?: (done: number, total: number, claim: SubmittedClaim) => void;
}

/** Judges every claim of the files, against the subject that they should be for. */
export async function judgeFiles(chain: Chain, survey: ClaimSurvey, files: readonly ClaimsFile[]): Promise<Verdict[]> {
  const seen = { chain, now: survey.now, issuers: survey.issuers };
  const judged = files.map((file) =>
    Promise.all(
      file.claims.map(async (claim) => judgeClaim(survey, file, await judgeHeld(seen, survey.subject.identity, claim))),
    ),
  );
  return (await Promise.all(judged)).flat();
}

/**
 * Judges and hands in the claims of several subjects, one subject after the other.
 * @throws RefusedError NoIdentity, before anything is sent
 */
export async function submitAll(
  chain: Chain,
  signer: Signer,
  parcels: readonly Parcel[],
  options: SubmissionOptions = {},
): Promise<Submission[]> {
  const judged = await Promise.all(
    parcels.map(async ({ subject, files }) => {
      const survey = await surveyClaims(chain, subject);
      if (!survey.identityExists) throw noIdentity(subject);
      return { survey, verdicts: await judgeFiles(chain, survey, files) };
    }),
  );
  const submissions: Submission[] = [];
  for (const { survey, verdicts } of judged) {
    submissions.push(await submitClaims(chain, signer, survey, verdicts, options));
  }
  return submissions;
}

/**
 * Hands in the claims that nothing stands in the way of, many in a transaction where the identity takes that, and then
 * lets the wallet out of its quarantine. A claim that is refused stops none of the others.
 * @throws RefusedError NoIdentity, before anything is sent
 */
export async function submitClaims(
  chain: Chain,
  signer: Signer,
  survey: ClaimSurvey,
  verdicts: readonly Verdict[],
  options: SubmissionOptions = {},
): Promise<Submission> {
  const { subject, identityExists } = survey;
  if (!identityExists) throw noIdentity(subject);
  const sent: Sent[] = [];
  const claims: SubmittedClaim[] = [];
  const desk = { chain, signer, identity: subject.identity, limits: options, sent };
  for (let first = 0; first < verdicts.length; first += AT_ONCE) {
    for (const done of await handIn(desk, verdicts.slice(first, first + AT_ONCE))) {
      claims.push(done);
      options.onProgress?.(claims.length, verdicts.length, done);
    }
  }
  const released = await releaseFrom(chain, signer, subject, options, sent);
  const verified = await Promise.all(subject.registries.map((registry) => isVerified(chain, registry, subject.wallet)));
  return {
    subject,
    claims,
    released,
    verified: !verified.includes(false),
    transactions: sent.map(({ hash, gas }) => ({ hash, gas })),
  };
}

async function releaseFrom(
  chain: Chain,
  signer: Signer,
  { wallet, registries }: ClaimSubject,
  limits: SendLimits,
  sent: Sent[],
): Promise<string[]> {
  const released: string[] = [];
  for (const registry of registries) {
    const call = await releaseCall(chain, registry, wallet);
    if (call === undefined) continue;
    sent.push(await send(chain, signer, call, limits));
    released.push(registry);
  }
  return released;
}

function noIdentity({ identity, caseId }: ClaimSubject): RefusedError {
  return new RefusedError(
    "NoIdentity",
    `The identity ${identity} does not exist yet. Nothing was sent.`,
    caseId === null
      ? "Check the address, and the network."
      : `Hand the claims over when the case executes: npx hardhat recovery execute --case ${caseId} --claims <files>`,
  );
}
