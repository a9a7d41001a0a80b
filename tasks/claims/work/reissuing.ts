import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { Chain } from "../../../src/chain/connect";
import type { Gap } from "../../../src/claims/claims.types";
import { planGap } from "../../../src/claims/gap";
import { planReissue, signAll } from "../../../src/claims/reissue";
import type { Unaskable } from "../../../src/claims/request";
import { submitAll } from "../../../src/claims/submit";
import { surveyClaims } from "../../../src/claims/survey";
import type { SendLimits } from "../../../src/chain/send";
import { encodeClaims, type ClaimsFile } from "../../../src/recovery/files/claims-file";
import { unaskableJson } from "../../../src/report/claims-json";
import { onNetwork, shellWord } from "../../../src/report/commands";
import { renderUnaskable } from "../../../src/report/render-submission";
import { page } from "../../../src/report/table";
import { BadInputError, EXIT } from "../../../src/shared/errors";
import { requireFree, writeNew } from "../../io/files";
import { sendLimits } from "../../io/limits";
import type { TaskOutput, TaskResult } from "../../io/run";
import { settingOf } from "../../io/setting";
import { chooseSigner, type ChosenSigner } from "../../io/signer";
import type { ReissueArgs } from "../reissue";
import { confirmVouchings } from "./signing";
import { subjectsFrom } from "./subjects";
import { submissionResult, to } from "./submitting";
import { termsOf } from "./terms";
import { together } from "./together";

/** Gap, request, signature and submission in one, for whoever holds an issuer's key; for each wallet that is named. */
export async function reissueMissing(
  hre: HardhatRuntimeEnvironment,
  chain: Chain,
  args: ReissueArgs,
  out: TaskOutput,
): Promise<TaskResult> {
  const subjects = await subjectsFrom(chain, args);
  if (subjects.length > 1 && args.out !== undefined) throw oneFile(subjects.length);
  const gaps = await Promise.all(subjects.map(async (subject) => planGap(await surveyClaims(chain, subject))));
  for (const gap of gaps) {
    if (args.out !== undefined) await requireFree(args.out);
    else if (!gap.survey.identityExists) throw needsFile(gap);
  }
  const limits = await sendLimits(args);
  const chosen = await chooseSigner(hre, args, out);
  const results: TaskResult[] = [];
  for (const gap of gaps) results.push(await reissueOne({ hre, chain, args, out, limits, chosen }, gap));
  return together("reissues", results);
}

interface Desk {
  readonly hre: HardhatRuntimeEnvironment;
  readonly chain: Chain;
  readonly args: ReissueArgs;
  readonly out: TaskOutput;
  readonly limits: SendLimits;
  readonly chosen: ChosenSigner;
}

async function reissueOne({ hre, chain, args, out, limits, chosen }: Desk, gap: Gap): Promise<TaskResult> {
  const { vouchings, unaskable } = await planReissue(chain, gap, chosen.address, termsOf(args));
  if (vouchings.length === 0) return withUnaskable(nothingToSay(gap), unaskable, hre);
  const signer = (await confirmVouchings(chosen, vouchings, args, out)).connect(hre.ethers.provider);
  const claims = await signAll(signer, vouchings, args.uri);
  const { chainId, subject } = gap.survey;
  const file = { chainId, caseId: subject.caseId, identity: subject.identity, claims };
  if (args.out !== undefined) await writeNew(args.out, encodeClaims(file));
  if (!gap.survey.identityExists) return withUnaskable(signedAhead(file, args.out ?? "", hre), unaskable, hre);
  const options = { ...limits, onProgress: to(out) };
  const submissions = await submitAll(chain, signer, [{ subject, files: [file] }], options);
  const told = together(
    "submissions",
    submissions.map((submission) => submissionResult(submission, hre, chain)),
  );
  return withUnaskable(told, unaskable, hre);
}

/** What could not be said is told beside what was. */
function withUnaskable(
  result: TaskResult,
  unaskable: readonly Unaskable[],
  hre: HardhatRuntimeEnvironment,
): TaskResult {
  const setting = settingOf(hre);
  const json = { ...result.json, refused: unaskableJson(unaskable, setting.topics) };
  const text = page(result.text, renderUnaskable(unaskable, setting));
  return unaskable.length === 0 ? { ...result, json } : { text, json, exitCode: EXIT.incomplete };
}

function nothingToSay({ survey, missing }: Gap): TaskResult {
  const { wallet, identity } = survey.subject;
  const text = missing.length === 0 ? "Nothing is missing." : "The signer has no key of an issuer who could say more.";
  return {
    text,
    json: { wallet, identity, claims: [], released: [], verified: missing.length === 0, transactions: [] },
  };
}

function signedAhead(file: ClaimsFile, path: string, hre: HardhatRuntimeEnvironment): TaskResult {
  const { caseId, identity, claims } = file;
  const execute = `npx hardhat recovery execute --case ${caseId ?? "<id>"} --claims ${shellWord(path)}`;
  return {
    text: `✔ ${claims.length} signed ahead, in ${path}\n\nNext, when the case executes:\n  ${onNetwork(execute, { network: hre.network.name })}`,
    json: { caseId, identity, claims: claims.map(({ issuer, topic }) => ({ issuer, topic })), file: path },
  };
}

function needsFile({ survey }: Gap): BadInputError {
  return new BadInputError(
    "MissingOption",
    `The identity ${survey.subject.identity} does not exist yet, and --out is missing.`,
    "Name a file for the claims with --out: the identity is created with them when the case executes.",
  );
}

function oneFile(count: number): BadInputError {
  return new BadInputError(
    "ConflictingOptions",
    `--out takes the claims of one wallet, and ${count} were named.`,
    "Leave out --out, or name one wallet at a time.",
  );
}
