import type { Signer } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { Chain } from "../../../src/chain/connect";
import type { ClaimSubject } from "../../../src/claims/claims.types";
import { judgeFiles, submitClaims, type Submission, type SubmissionOptions } from "../../../src/claims/submit";
import { surveyClaims } from "../../../src/claims/survey";
import { nameTopic } from "../../../src/identity/topics";
import type { ClaimsFile } from "../../../src/recovery/files/claims-file";
import { submissionJson } from "../../../src/report/claims-json";
import { renderSubmission } from "../../../src/report/render-submission";
import { BadInputError, EXIT } from "../../../src/shared/errors";
import { readClaims } from "../../io/case-files";
import { sendLimits } from "../../io/limits";
import type { TaskOutput, TaskResult } from "../../io/run";
import { settingOf } from "../../io/setting";
import { connectedSigner } from "../../io/signer";
import { ownTopics } from "../../io/topics";
import type { SubmitArgs } from "../submit";
import { oneSubject } from "./subjects";

/** Hands in what issuers signed, for the case that the files name or the wallet that the options do. */
export async function submitFiles(
  hre: HardhatRuntimeEnvironment,
  chain: Chain,
  args: SubmitArgs,
  out: TaskOutput,
): Promise<TaskResult> {
  const files = await readClaims(args.claims);
  const subject = await subjectFor(chain, args, files);
  const limits = await sendLimits(args);
  const signer = await connectedSigner(hre, args, out);
  return submissionResult(
    await submitAll(chain, signer, subject, files, { ...limits, onProgress: to(out) }),
    hre,
    chain,
  );
}

/** Judges and hands in the claims of some files. */
export async function submitAll(
  chain: Chain,
  signer: Signer,
  subject: ClaimSubject,
  files: readonly ClaimsFile[],
  options: SubmissionOptions,
): Promise<Submission> {
  const survey = await surveyClaims(chain, subject);
  return submitClaims(chain, signer, survey, await judgeFiles(chain, survey, files), options);
}

export function submissionResult(submission: Submission, hre: HardhatRuntimeEnvironment, chain: Chain): TaskResult {
  const refused = submission.claims.some(({ outcome }) => outcome === "refused");
  return {
    text: renderSubmission(submission, settingOf(hre, chain)),
    json: submissionJson(submission),
    exitCode: refused ? EXIT.incomplete : EXIT.done,
  };
}

/** Tells of every claim, where there are several. */
export function to(out: TaskOutput): NonNullable<SubmissionOptions["onProgress"]> {
  return (done, total, { topic, issuer, outcome, reason }) => {
    const why = reason === "" ? "" : ` (${reason})`;
    if (total > 1) out.progress(`  ${done}/${total}  ${nameTopic(topic, ownTopics())} by ${issuer}: ${outcome}${why}`);
  };
}

async function subjectFor(chain: Chain, args: SubmitArgs, files: readonly ClaimsFile[]): Promise<ClaimSubject> {
  if (args.wallet !== undefined) return oneSubject(chain, args);
  const cases = [...new Set(files.map(({ caseId }) => caseId).filter((caseId) => caseId !== null))];
  const [only, ...more] = cases;
  if (only !== undefined && more.length === 0) return oneSubject(chain, { case: only });
  throw new BadInputError(
    only === undefined ? "MissingOption" : "ClaimsOfAnotherCase",
    only === undefined
      ? "The claims belong to no case, and --wallet is missing."
      : `The claims are for ${cases.length} cases.`,
    only === undefined ? "Name the wallet with --wallet and --registry." : "Hand in the claims of one case at a time.",
  );
}
