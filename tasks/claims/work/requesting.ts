import { join } from "node:path";
import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { Chain } from "../../../src/chain/connect";
import { encodeRequest } from "../../../src/claims/files/request-file";
import { planGap } from "../../../src/claims/gap";
import { planRequests, type ClaimRequest } from "../../../src/claims/request";
import { surveyClaims } from "../../../src/claims/survey";
import { nameTopic, type TopicNames } from "../../../src/identity/topics";
import { requestsJson } from "../../../src/report/claims-json";
import { shellWord } from "../../../src/report/commands";
import { renderUnaskable } from "../../../src/report/render-submission";
import { page } from "../../../src/report/table";
import { EXIT } from "../../../src/shared/errors";
import { requireFree, writeNew } from "../../io/files";
import { parseAddressList } from "../../io/parameters";
import type { TaskOutput, TaskResult } from "../../io/run";
import { settingOf } from "../../io/setting";
import type { RequestArgs } from "../request";
import { fillFromVault } from "./kept-claims";
import { subjectsFrom } from "./subjects";

interface Written {
  readonly request: ClaimRequest;
  readonly file: string;
}

/** Writes all the requests, or none. */
export async function requestMissing(
  hre: HardhatRuntimeEnvironment,
  chain: Chain,
  args: RequestArgs,
  out: TaskOutput,
): Promise<TaskResult> {
  const setting = settingOf(hre, chain);
  const only = args.issuer === undefined ? undefined : parseAddressList(args.issuer, "issuer");
  const subjects = await subjectsFrom(chain, args);
  const gaps = await Promise.all(subjects.map(async (subject) => planGap(await surveyClaims(chain, subject))));
  const known = args.vault === undefined ? gaps : await fillFromVault(hre, chain, gaps, args.vault, out);
  const plans = known.map((gap) => planRequests(gap, only));
  const requests = plans.flatMap((plan) => plan.requests);
  const written = requests.map((request) => ({ request, file: fileFor(request, subjects.length > 1, args.out) }));
  for (const { file } of written) await requireFree(file);
  for (const { request, file } of written) await writeNew(file, encodeRequest(request));
  const unaskable = plans.flatMap((plan) => plan.unaskable);
  return {
    text: page(renderWritten(written, setting.topics), renderUnaskable(unaskable, setting)),
    json: requestsJson(written, { unaskable }, setting.topics),
    exitCode: unaskable.length === 0 ? EXIT.done : EXIT.incomplete,
  };
}

function fileFor({ issuer, wallet }: ClaimRequest, isOneOfSeveral: boolean, folder: string): string {
  return join(folder, `claim-request-${issuer}${isOneOfSeveral ? `-${wallet}` : ""}.json`);
}

function renderWritten(written: readonly Written[], names: TopicNames | undefined): string {
  if (written.length === 0) return "No request was written.";
  const lines = written.flatMap(({ request, file }) => [
    `✔ ${file}`,
    ...request.claims.map(({ topic, kept }) => `    ${nameTopic(topic, names)}${kept ? ", as the vault kept it" : ""}`),
  ]);
  const [first] = written;
  const command = `npx hardhat claims sign --request ${shellWord(first?.file ?? "")} --keystore issuer.json --out claims.json`;
  return [...lines, "", "Next, each issuer signs, on a machine that needs no network:", `  ${command}`].join("\n");
}
