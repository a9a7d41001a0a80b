import { z } from "zod";
import { BadInputError } from "../../../shared/errors";
import { schemaRefused } from "../refusals";
import { isConcordiumAddress } from "./address";

/** What an export holds, as the desktop wallet's database knows it. Members that are not named here are kept. */
export type ConcordiumContents = z.infer<typeof schema>;

const WHAT = "the Concordium export";
const MOBILE_EXPORT = "concordium-mobile-wallet-data";
const MOST_ITEMS = 10_000;
const LONGEST_NAME = 256;

const name = z.string().max(LONGEST_NAME);
const id = z.int();
const address = z.string().max(64).refine(isConcordiumAddress, "is not an address of Concordium");
const credId = z.string().max(256).min(1);
const many = <T extends z.ZodType>(item: T) => z.array(item).max(MOST_ITEMS);

const schema = z.object({
  identities: many(
    z.looseObject({
      id,
      name,
      identityNumber: id,
      identityObject: z.string().nullish(),
      randomness: z.string().nullish(),
      walletId: id.nullish(),
    }),
  ),
  accounts: many(z.looseObject({ name, address, identityId: id.nullish() })),
  addressBook: many(z.looseObject({ name, address, note: z.string().max(10_000).nullish() })),
  credentials: many(z.looseObject({ credId, accountAddress: address, identityId: id.nullish() })).default([]),
  externalCredentials: many(z.looseObject({ credId, accountAddress: address })).default([]),
  wallets: many(z.looseObject({ id, identifier: z.string().max(256) })).default([]),
  genesis: z.looseObject({ genesisBlock: z.string().regex(/^[0-9a-f]{64}$/) }).nullish(),
});

/** Without these, the wallet itself imports nothing. */
const REQUIRED = ["identities", "accounts", "addressBook"] as const;

/** @throws BadInputError MobileExport, SchemaRefused */
export function checkContents(value: unknown): ConcordiumContents {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw schemaRefused(WHAT, "This file is invalid due to: malformed data");
  }
  if ("type" in value && value.type === MOBILE_EXPORT) throw mobileExport();
  const absent = REQUIRED.find((member) => !(member in value));
  if (absent !== undefined) throw schemaRefused(WHAT, `This file is invalid due to: missing ${absent} value`);
  const result = schema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw schemaRefused(WHAT, `${issue?.path.join(".") ?? "it"}: ${issue?.message ?? "is wrong"}`);
  }
  requireDistinct(result.data.identities);
  return result.data;
}

function requireDistinct(identities: ConcordiumContents["identities"]): void {
  const ids = new Set(identities.map((identity) => identity.id));
  if (ids.size < identities.length) throw schemaRefused(WHAT, "two of its identities have the same id");
}

function mobileExport(): BadInputError {
  return new BadInputError(
    "MobileExport",
    "The file was exported from Concordium's mobile wallet, which keeps other things than the desktop wallet.",
    "Export from the desktop wallet, or import this file on a phone; the two wallets do not read each other's files.",
  );
}
