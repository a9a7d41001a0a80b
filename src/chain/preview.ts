import type {
  ClaimStruct,
  PreviewStructOutput,
  TokenResultStructOutput,
} from "../../typechain-types/contracts/recovery/IRecoveryAgent";
import type { Recovery } from "../recovery/recovery";
import { withCallGas } from "./call-gas";
import type { Chain } from "./connect";
import { outcomeOf } from "./enums";
import { tried } from "./send";

/** The contract's preview, put together from as many calls as the number of tokens needs. */
export interface ChainPreview {
  readonly first: PreviewStructOutput;
  readonly tokens: readonly TokenResultStructOutput[];
}

export async function previewCase(
  chain: Chain,
  recovery: Recovery,
  claims: readonly ClaimStruct[],
): Promise<ChainPreview> {
  const ask = (from: number): Promise<PreviewStructOutput> =>
    tried(() =>
      withCallGas(chain.provider, (gasLimit) =>
        chain.agent.preview.staticCall(asStruct(recovery), [...claims], from, { gasLimit }),
      ),
    );
  const first = await ask(0);
  const tokens = [...first.tokens];
  let next = firstPending(tokens, 0);
  while (next !== undefined) {
    const part = await ask(next);
    const answered = part.tokens.map((result, index) => ({ result, index })).filter(({ result }) => !isPending(result));
    if (isPending(part.tokens[next])) break;
    for (const { result, index } of answered) if (isPending(tokens[index])) tokens[index] = result;
    next = firstPending(tokens, next);
  }
  return { first, tokens };
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
