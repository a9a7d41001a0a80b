import type { Stage } from "./stage";
import type { TaskOutput } from "../../io/run";
import type { LiveToken } from "../../../test/stage/live-tokens";

/** The thief holds the lost wallet's key, and an accomplice whose wallet is verified. */
export async function stealSome(out: TaskOutput, stage: Stage): Promise<void> {
  const { plain } = stage.live;
  await (await plain.token.connect(stage.cast.holder).transfer(stage.cast.secondHolder.address, 100n)).wait();
  out.say(
    `  The thief sends 100 ${plain.symbol} to an accomplice: nothing stops it. Nobody has proposed a recovery yet.`,
  );
}

/** Everything that the lost key may try on every token. None of it may work. */
export async function stealMore(out: TaskOutput, stage: Stage): Promise<void> {
  for (const token of stage.live.tokens) {
    const refusal = await attempt(stage, token);
    out.say(`  The thief sends 1 ${token.symbol}: ${refusal}`);
  }
}

async function attempt({ cast }: Stage, { token }: LiveToken): Promise<string> {
  try {
    await token.connect(cast.holder).transfer.staticCall(cast.secondHolder.address, 1n);
    return "IT WORKS";
  } catch (error) {
    const reason = error instanceof Error ? /reason(?: string|=)? ?'?"?([^'"]+)/.exec(error.message)?.[1] : undefined;
    return `refused, ${reason ?? "by the token"}`;
  }
}
