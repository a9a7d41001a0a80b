import type {
  ClaimStruct,
  PreviewStructOutput,
  TokenResultStructOutput,
} from "../../typechain-types/contracts/recovery/IRecoveryAgent";
import type { Recovery } from "../recovery/recovery";
import type { Chain } from "./connect";
import { outcomeOf } from "./enums";
import { meteredCall } from "./reader/metered-call";

/** The contract's preview, put together from as many calls as the number of tokens needs. */
export interface ChainPreview {
  readonly first: PreviewStructOutput;
  readonly tokens: readonly TokenResultStructOutput[];
  /** What the steps that are left would use, but for what each transaction costs by itself; 0 where it is not known. */
  readonly gas: bigint;
}

export async function previewCase(
  chain: Chain,
  recovery: Recovery,
  claims: readonly ClaimStruct[],
): Promise<ChainPreview> {
  const ask = async (from: number): Promise<{ part: PreviewStructOutput; gas: bigint }> => {
    const data = chain.agent.interface.encodeFunctionData("preview", [asStruct(recovery), [...claims], from]);
    const { answer, gas } = await meteredCall(chain.provider, chain.agentAddress, data);
    return { part: chain.agent.interface.decodeFunctionResult("preview", answer)[0] as PreviewStructOutput, gas };
  };
  const { part: first, gas } = await ask(0);
  const tokens = [...first.tokens];
  const inFirst = tokens.filter((result) => !isPending(result)).length;
  let next = firstPending(tokens, 0);
  while (next !== undefined) {
    const { part } = await ask(next);
    const answered = part.tokens.map((result, index) => ({ result, index })).filter(({ result }) => !isPending(result));
    if (isPending(part.tokens[next])) break;
    for (const { result, index } of answered) if (isPending(tokens[index])) tokens[index] = result;
    next = firstPending(tokens, next);
  }
  return { first, tokens, gas: inFirst === 0 ? gas : (gas * BigInt(tokens.length)) / BigInt(inFirst) };
}

/** A recovery in the shape that typechain wants. */
export function asStruct(recovery: Recovery): Omit<Recovery, "tokens"> & { tokens: string[] } {
  return { ...recovery, tokens: [...recovery.tokens] };
}

function firstPending(tokens: readonly TokenResultStructOutput[], from: number): number | undefined {
  const index = tokens.findIndex((result, i) => i >= from && isPending(result));
  return index < 0 ? undefined : index;
}

function isPending(result: TokenResultStructOutput | undefined): boolean {
  return result !== undefined && outcomeOf(result.outcome) === "pending";
}
