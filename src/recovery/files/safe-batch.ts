import { id } from "ethers";

/** A call that somebody else sends: a Safe, a browser wallet. */
export interface HandedOverCall {
  readonly to: string;
  readonly data: string;
}

/** What a file for the Safe's Transaction Builder is about. */
export interface SafeBatchTerms {
  readonly chainId: bigint;
  /** Who sends it. */
  readonly sender: string;
  readonly name: string;
  readonly description: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** As the Transaction Builder reads and writes it: apps/tx-builder/src/typings/models.ts in safe-global's repositories. */
export interface SafeBatch {
  readonly version: "1.0";
  readonly chainId: string;
  readonly createdAt: number;
  readonly meta: {
    readonly name: string;
    readonly description: string;
    readonly txBuilderVersion: string;
    readonly createdFromSafeAddress: string;
    readonly createdFromOwnerAddress: string;
    readonly checksum?: string;
  };
  readonly transactions: readonly {
    readonly to: string;
    readonly value: string;
    readonly data: string | null;
    readonly contractMethod: object | null;
    readonly contractInputsValues: object | null;
  }[];
}

const MOST_IN_A_FILE = 100;
/** The version whose format this is. */
const TX_BUILDER = "1.16.3";

/** Calls as files for the Transaction Builder, in their order. @return their contents, one at least */
export function encodeSafeBatches(calls: readonly HandedOverCall[], terms: SafeBatchTerms): string[] {
  const count = Math.max(Math.ceil(calls.length / MOST_IN_A_FILE), 1);
  return Array.from({ length: count }, (_, index) => {
    const part = calls.slice(index * MOST_IN_A_FILE, (index + 1) * MOST_IN_A_FILE);
    const name = count === 1 ? terms.name : `${terms.name} (${index + 1} of ${count})`;
    return `${JSON.stringify(withChecksum(batchOf(part, { ...terms, name })), null, 2)}\n`;
  });
}

/** The Transaction Builder warns of a file whose checksum is another: the batch's name alone may be changed. */
export function checksumOf({ meta, ...batch }: SafeBatch): string {
  const { description, txBuilderVersion, createdFromSafeAddress, createdFromOwnerAddress } = meta;
  const hashed = { name: null, description, txBuilderVersion, createdFromSafeAddress, createdFromOwnerAddress };
  return id(serialize({ ...batch, meta: hashed }));
}

function withChecksum(batch: SafeBatch): SafeBatch {
  return { ...batch, meta: { ...batch.meta, checksum: checksumOf(batch) } };
}

function batchOf(calls: readonly HandedOverCall[], terms: SafeBatchTerms): SafeBatch {
  const { chainId, sender, name, description, createdAt } = terms;
  return {
    version: "1.0",
    chainId: chainId.toString(),
    createdAt,
    meta: {
      name,
      description,
      txBuilderVersion: TX_BUILDER,
      createdFromSafeAddress: sender,
      createdFromOwnerAddress: "",
    },
    transactions: calls.map(({ to, data }) => ({
      to,
      value: "0",
      data,
      contractMethod: null,
      contractInputsValues: null,
    })),
  };
}

/** Its own form, no JSON: the sorted keys as a list, then each value with a comma after it. */
function serialize(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(serialize).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const members = value as Record<string, unknown>;
  const keys = Object.keys(members).sort();
  return `{${JSON.stringify(keys)}${keys.map((key) => `${serialize(members[key])},`).join("")}}`;
}
