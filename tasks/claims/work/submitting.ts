import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { Chain } from "../../../src/chain/connect";
import type { ClaimSubject } from "../../../src/claims/claims.types";
import { parcelsOf } from "../../../src/claims/parcels";
import { subjectOfCase } from "../../../src/claims/subject";
import { submitAll, type Submission, type SubmissionOptions } from "../../../src/claims/submit";
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
import { subjectsFrom } from "./subjects";
import { together } from "./together";

/** Hands in what issuers signed, for the cases that the files name or the wallets that the options do. */
export async function submitFiles(
  hre: HardhatRuntimeEnvironment,
  chain: Chain,
  args: SubmitArgs,
  out: TaskOutput,
): Promise<TaskResult> {
  const files = await readClaims(args.claims);
  const subjects = await subjectsFor(chain, args, files);
  const limits = await sendLimits(args);
  const signer = await connectedSigner(hre, args, out);
  const submissions = await submitAll(chain, signer, parcelsOf(subjects, files), { ...limits, onProgress: to(out) });
  return together(
    "submissions",
    submissions.map((submission) => submissionResult(submission, hre, chain)),
  );
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

async function subjectsFor(chain: Chain, args: SubmitArgs, files: readonly ClaimsFile[]): Promise<ClaimSubject[]> {
  if (args.wallet !== undefined) return subjectsFrom(chain, args);
  const cases = [...new Set(files.map(({ caseId }) => caseId).filter((caseId) => caseId !== null))];
  if (cases.length > 0) return Promise.all(cases.map((caseId) => subjectOfCase(chain, caseId)));
  throw new BadInputError(
    "MissingOption",
    "The claims belong to no case, and --wallet is missing.",
    "Name the wallets with --wallet and --registry.",
  );
}
