import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { coloursFor } from "../../io/terminal";
import type { TaskOutput, TaskResult } from "../../io/run";
import { StoryClock } from "./clock";
import { compareWith } from "./compare";
import { operate, type Options } from "./operate";
import { EVIDENCE, pausedToken, setStage, type Stage, type StagedToken } from "./stage";
import { summarize } from "./summary";
import { otherTarget, TARGETS, type TargetOption } from "./target";
import { stealMore, stealSome } from "./thief";

const DAY = 24 * 60 * 60;
/** Accounts by their place in the cast. */
const IDENTITY_MANAGER = "3";
const CUSTODIAN = "4";
const CLAIM_ISSUER = "8";
const NEW_WALLET = "10";

/** Tells the story, in a folder of its own that is gone afterwards. */
export async function tellStory(
  hre: HardhatRuntimeEnvironment,
  out: TaskOutput,
  target: TargetOption,
): Promise<TaskResult> {
  const here = process.cwd();
  const folder = await mkdtemp(join(tmpdir(), "regain-demo-"));
  const restore = out.forMachines ? storyOnStderr() : undefined;
  const beginning: unknown = await hre.network.provider.send("evm_snapshot");
  try {
    process.chdir(folder);
    const summary = await inFolder(hre, out, target);
    await hre.network.provider.send("evm_revert", [beginning]);
    return await compareWith(hre, otherTarget(target), summary);
  } finally {
    restore?.();
    process.chdir(here);
    await rm(folder, { recursive: true });
  }
}

async function inFolder(
  hre: HardhatRuntimeEnvironment,
  out: TaskOutput,
  target: TargetOption,
): ReturnType<typeof summarize> {
  const chapter = chapters(out);
  const clock = new StoryClock(hre);
  await clock.pass(0);
  chapter(`Five ${TARGETS[target].words} are live, on one shared registry`);
  const stage = await setStage(hre, target);
  for (const token of stage.tokens) {
    out.say(`  ${token.symbol}  ${token.name.padEnd(24)} ${token.address}  ${situationOf(token)}`);
  }

  chapter("The wallet is lost, and a thief has its key");
  out.say(`  ${await stealSome(stage)}`);
  const firstBlock = await hre.ethers.provider.getBlockNumber();

  const run = async (scope: string, task: string, options: Options): Promise<void> => {
    await clock.nextStep();
    await operate(hre, out, scope, task, options);
  };
  await prepare(stage, chapter, run);

  chapter("An identity manager proposes: from here on the thief fails");
  await run("recovery", "propose", { plan: "plan.json", acceptance: "acceptance.json", signer: IDENTITY_MANAGER });
  await stealMore(out, stage);
  const caseId = await onlyCase(hre);

  chapter("Another person approves, and the delay passes");
  await run("recovery", "approve", { case: caseId, claims: "claims.json", signer: CUSTODIAN });
  await clock.pass(DAY);
  out.say("\n  … one day later");

  chapter("The recovery executes, as far as it can");
  await run("recovery", "execute", { case: caseId, claims: "claims.json", signer: IDENTITY_MANAGER, yes: true });

  chapter("The fifth token is repaired by its issuer, and retried");
  out.say(`  ${await stage.repair(pausedToken(stage))}`);
  await run("recovery", "retry", { case: caseId, signer: IDENTITY_MANAGER, yes: true });

  chapter("The issuer takes back what it said of the identity that was lost");
  await run("claims", "revoke", { case: caseId, signer: CLAIM_ISSUER, yes: true });

  chapter("The end");
  await run("recovery", "status", { case: caseId });
  return summarize(hre, target, caseId, firstBlock);
}

async function prepare(
  { cast, tokens, claimIssuer }: Stage,
  chapter: (title: string) => void,
  run: (scope: string, task: string, options: Options) => Promise<void>,
): Promise<void> {
  const request = {
    lost: cast.holder.address,
    new: cast.newWallet.address,
    tokens: tokens.map((token) => token.address).join(","),
    evidence: EVIDENCE,
  };
  chapter("An identity manager previews the recovery");
  await run("recovery", "preview", { ...request, out: "plan.json" });

  chapter("The new wallet accepts: somebody holds its key");
  await run("wallet", "accept", { plan: "plan.json", signer: NEW_WALLET, out: "acceptance.json", yes: true });

  chapter("The issuer signs its claim ahead, offline, for an identity that does not exist yet");
  const claim = { issuer: claimIssuer, topic: "1", text: "identity checked again" };
  await run("claims", "sign", { plan: "plan.json", ...claim, signer: CLAIM_ISSUER, out: "claims.json", yes: true });
  await run("recovery", "preview", { ...request, claims: "claims.json" });
}

function situationOf({ holding, rules }: StagedToken): string {
  const story = {
    plain: "a plain balance",
    partlyFrozen: "a balance, partly frozen",
    walletFrozen: "a balance, and the wallet frozen by an agent",
    freezeOnly: "a freeze and no balance",
    paused: "a balance; paused, and the agent role is missing",
  }[holding];
  return rules === undefined ? story : `${story}; MaxBalance + CountryAllow`;
}

async function onlyCase(hre: HardhatRuntimeEnvironment): Promise<string> {
  const { engineOf } = await import("../../io/engine");
  const { listCases } = await import("../../../src/recovery/view-case");
  const [found] = await listCases(await engineOf(hre, {}));
  if (found === undefined) throw new Error("The proposal of the demonstration left no case.");
  return found.caseId;
}

function chapters(out: TaskOutput): (title: string) => void {
  const colours = coloursFor(out.forMachines ? process.stderr : process.stdout);
  let number = 0;
  return (title) => {
    number += 1;
    out.say(colours.bold(`\n━━ ${number}. ${title}`));
  };
}

/** The tasks of the story print as they always do; for machines that goes to stderr. @return what undoes it */
function storyOnStderr(): () => void {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return () => {
    process.stdout.write = write;
  };
}
