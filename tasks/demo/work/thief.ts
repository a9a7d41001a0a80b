import { Contract } from "ethers";
import { explainReason } from "../../../src/chain/explain";
import { revertDataOf } from "../../../src/chain/send";
import type { TaskOutput } from "../../io/run";
import { stagedAs, type Stage, type StagedToken } from "./stage";

const ERC20 = ["function transfer(address to, uint256 amount) returns (bool)"];

/** The thief holds the lost wallet's key, and an accomplice whose wallet is verified. */
export async function stealSome(stage: Stage): Promise<string> {
  const plain = stagedAs(stage, "plain");
  const sent = (await transferOf(stage, plain)(stage.cast.secondHolder.address, 100n)) as { wait(): Promise<unknown> };
  await sent.wait();
  return `The thief sends 100 ${plain.symbol} to an accomplice: nothing stops it. Nobody has proposed a recovery yet.`;
}

/** Everything that the lost key may try on every token. None of it may work. */
export async function stealMore(out: TaskOutput, stage: Stage): Promise<void> {
  out.say("");
  for (const token of stage.tokens) out.say(`  The thief sends 1 ${token.symbol}: ${await attempt(stage, token)}`);
}

async function attempt(stage: Stage, token: StagedToken): Promise<string> {
  try {
    await transferOf(stage, token).staticCall(stage.cast.secondHolder.address, 1n);
    return "IT WORKS";
  } catch (error) {
    return `refused, ${explainReason(revertDataOf(error) ?? "0x")}`;
  }
}

function transferOf({ cast }: Stage, { address }: StagedToken): ReturnType<Contract["getFunction"]> {
  return new Contract(address, ERC20, cast.holder).getFunction("transfer");
}
