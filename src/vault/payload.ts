import { z } from "zod";
import { canonicalJson, type JsonObject, type JsonValue } from "../shared/canonical-json";
import { parseStrictJson } from "../shared/strict-json";
import { damaged, VERSION } from "./vault-file";
import type { VaultItems, VaultPayload } from "./vault.types";

/** Brings what an older version kept to the next version's shape. */
export type Migration = (payload: unknown) => unknown;

/** By the version that they start from: version 1 is the first, so there is none yet. */
const MIGRATIONS: ReadonlyMap<number, Migration> = new Map();

const json: z.ZodType<JsonValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]),
);
const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), json);
const text = z.string();
const number = text.regex(/^[0-9]{1,78}$/);
const evmAddress = text.regex(/^0x[0-9a-fA-F]{40}$/);
const maybe = <T extends z.ZodType>(schema: T) => z.exactOptional(schema);

const identity = z.strictObject({
  id: text,
  name: text,
  chain: text,
  address: text,
  details: maybe(jsonObject),
  secret: maybe(text),
});
const account = z.strictObject({
  name: text,
  type: z.enum(["ethereum", "ecdsa", "sr25519", "ed25519", "concordium"]),
  chain: text,
  address: text,
  origin: z.enum(["created", "restored", "imported key", "phrase", "recovered", "other wallet"]),
  identity: maybe(text),
  path: maybe(text),
  key: maybe(z.strictObject({ format: z.enum(["web3", "polkadot"]), keystore: jsonObject })),
  details: maybe(jsonObject),
});
const contact = z.strictObject({ name: text, chain: text, address: text, note: text });
const claim = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("claim"),
    identity: text,
    issuer: evmAddress,
    topic: number,
    scheme: number,
    signature: text,
    data: text,
    uri: text,
  }),
  z.strictObject({ kind: z.literal("credential"), identity: maybe(text), id: text, content: jsonObject }),
]);
const whole = z.int().min(0);
const pin = z.strictObject({
  salt: text,
  hash: text,
  memoryKiB: whole,
  passes: whole,
  lanes: whole,
  failures: whole,
  sequence: whole,
});
const schema: z.ZodType<VaultPayload> = z.strictObject({
  identities: z.array(identity),
  accounts: z.array(account),
  addressBook: z.array(contact),
  claims: z.array(claim),
  settings: z.strictObject({ pin: maybe(pin) }),
});

export const EMPTY_PAYLOAD: VaultPayload = { identities: [], accounts: [], addressBook: [], claims: [], settings: {} };

export function encodePayload(payload: VaultPayload): Uint8Array {
  requireReferences(payload);
  return new TextEncoder().encode(canonicalJson(payload));
}

/**
 * @param version The version of the file that it was kept in.
 * @throws FileError FileDamaged when what is in there is no payload of that version
 */
export function decodePayload(bytes: Uint8Array, version: number, migrations = MIGRATIONS): VaultPayload {
  let payload = parseStrictJson(new TextDecoder().decode(bytes), "the content of the vault");
  for (let from = version; from < VERSION; from++) {
    const migrate = migrations.get(from);
    if (migrate === undefined) throw damaged(`nothing leads from version ${from} to version ${from + 1}`);
    payload = migrate(payload);
  }
  const result = schema.safeParse(payload);
  if (!result.success)
    throw damaged(`what it holds is not in order at ${result.error.issues[0]?.path.join(".") ?? ""}`);
  requireReferences(result.data);
  return result.data;
}

/** @throws FileError FileDamaged when two identities share an id, or something refers to an identity that is not there */
export function requireReferences({ identities, accounts, claims }: VaultItems): void {
  const known = new Set(identities.map(({ id }) => id));
  if (known.size < identities.length) throw damaged("two of its identities have the same id");
  const stray = [...accounts, ...claims].find(({ identity }) => identity !== undefined && !known.has(identity));
  if (stray !== undefined) throw damaged("something in it refers to an identity that it does not hold");
}
