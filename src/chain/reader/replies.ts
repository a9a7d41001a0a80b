import { AbiCoder, dataLength, dataSlice, getAddress } from "ethers";
import type { Reply } from "./read-many";

/** The one word of a reply; undefined where it has another form. */
export function numberIn(reply: Reply): bigint | undefined {
  return reply !== undefined && dataLength(reply) === 32 ? BigInt(reply) : undefined;
}

/** Whether a contract answered with true; anything else is no. */
export function isTrue(reply: Reply): boolean {
  const value = numberIn(reply);
  return value !== undefined && value !== 0n;
}

/** What a token of our suite says of two wallets, in four words: a holding each, the supply, the registry. */
export function isHoldings(reply: Reply): boolean {
  return reply !== undefined && dataLength(reply) === 4 * 32;
}

export function addressIn(reply: Reply): string | undefined {
  const value = numberIn(reply);
  return value === undefined || value >= 2n ** 160n ? undefined : getAddress(dataSlice(reply ?? "0x", 12));
}

export function textIn(reply: Reply): string | undefined {
  return decoded(reply, "string") as string | undefined;
}

export function numbersIn(reply: Reply): readonly bigint[] {
  return [...((decoded(reply, "uint256[]") as readonly bigint[] | undefined) ?? [])];
}

export function addressesIn(reply: Reply): readonly string[] {
  return [...((decoded(reply, "address[]") as readonly string[] | undefined) ?? [])];
}

function decoded(reply: Reply, type: string): unknown {
  if (reply === undefined) return undefined;
  try {
    return (AbiCoder.defaultAbiCoder().decode([type], reply) as unknown[])[0];
  } catch {
    return undefined;
  }
}
