import { getAddress, getBytes, isHexString } from "ethers";
import { z } from "zod";
import type { JsonObject } from "../../../shared/canonical-json";
import { quote } from "../../../shared/wording";
import { parseForeignJson } from "../foreign-json";
import { schemaRefused, tooLarge } from "../refusals";
import { decodeEncoded, encodingSchema, sealingOf, type Encoding } from "./encoding";
import { addressOf, KEY_TYPES, type KeyType } from "../../keys/key-pair";
import type { PolkadotKeystore } from "./keystore.types";
import { LONGEST_PKCS8 } from "./pkcs8";
import { checkSealed, OVERHEAD_BYTES, type Sealing } from "./secret-box";
import { decodeSs58 } from "../../keys/ss58";

/** Larger than any keystore of one key, whatever its wallet notes in `meta`. */
export const LARGEST_POLKADOT_KEYSTORE = 64 * 1024;

const LONGEST_NAME = 256;
const LONGEST_ENCODED = 2 + 2 * (OVERHEAD_BYTES + LONGEST_PKCS8);
const ETHEREUM_BYTES = 20;
const COMPRESSED_BYTES = 33;
const KEY_LENGTHS = [32, COMPRESSED_BYTES];

const schema = z.object({
  encoded: z.string(),
  encoding: encodingSchema,
  address: z.string().max(2 * COMPRESSED_BYTES + 2),
  meta: z.looseObject({ name: z.string().max(LONGEST_NAME).nullish() }).nullish(),
});

const WARNINGS: Readonly<Record<Sealing, readonly string[]>> = {
  scrypt: [],
  "padded password": ["It was encrypted with the bare password: whoever has the file can try millions a second."],
  none: ["It is not encrypted: whoever sees the file has the key."],
};

/**
 * Checks a file of one Polkadot account before any work is done on it.
 * @throws FileError FileDamaged; BadInputError TooLarge, SchemaRefused, KdfRefused, BadAddress
 */
export function parsePolkadotKeystore(text: string): PolkadotKeystore {
  const what = "the Polkadot account";
  if (Buffer.byteLength(text) > LARGEST_POLKADOT_KEYSTORE) {
    throw tooLarge(what, `it has more than ${LARGEST_POLKADOT_KEYSTORE} bytes`);
  }
  return checkPolkadotKeystore(parseForeignJson(text, what, "Invalid Json file"), what);
}

/** As `parsePolkadotKeystore`, for one entry of a batch. */
export function checkPolkadotKeystore(value: unknown, what: string): PolkadotKeystore {
  const result = schema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw schemaRefused(what, `Invalid Json file, at ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "is wrong"}`);
  }
  const { encoded, encoding, address, meta } = result.data;
  const type = typeOf(encoding, what);
  const sealing = sealingOf(encoding, what);
  if (encoded.length > LONGEST_ENCODED) throw tooLarge(what, `no key takes ${encoded.length} letters`);
  const sealed = decodeEncoded(encoded, what);
  checkSealed(sealed, sealing, what);
  const declared = decodeAddress(address, type, what);
  return {
    what,
    name: meta?.name ?? "",
    ...(type === undefined ? {} : { type }),
    address: displayed(declared, type),
    declared,
    sealing,
    sealed,
    json: value as JsonObject,
    warnings: WARNINGS[sealing],
  };
}

/** Where the file does not name the type, any may be meant: the key shows which. */
function typeOf({ content: [content = "", type], version }: Encoding, what: string): KeyType | undefined {
  if (content !== "pkcs8") throw schemaRefused(what, `Unable to decode non-pkcs8 type, [${quote(content)}] found`);
  if (type === undefined && version === "3") throw schemaRefused(what, "it does not say of which type its key is");
  if (type === undefined || version === "0") return undefined;
  const known = KEY_TYPES.find((each) => each === type);
  if (known === undefined) throw schemaRefused(what, `Unknown crypto type ${quote(type)}`);
  return known;
}

/** SS58 of any chain, or the public key in hex, as for ecdsa and ethereum; a locked ethereum account knows 20 bytes only. */
function decodeAddress(address: string, type: KeyType | undefined, what: string): Uint8Array {
  if (!isHexString(address)) return decodeSs58(address);
  const bytes = getBytes(address);
  if (KEY_LENGTHS.includes(bytes.length) || (type === "ethereum" && bytes.length === ETHEREUM_BYTES)) return bytes;
  throw schemaRefused(what, `its address has ${bytes.length} bytes`);
}

function displayed(declared: Uint8Array, type: KeyType | undefined): string {
  if (declared.length === ETHEREUM_BYTES) return getAddress(`0x${Buffer.from(declared).toString("hex")}`);
  if (declared.length === COMPRESSED_BYTES) return addressOf(type === "ethereum" ? type : "ecdsa", declared);
  return addressOf("sr25519", declared);
}
