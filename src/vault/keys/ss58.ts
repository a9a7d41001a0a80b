import { blake2b } from "@noble/hashes/blake2.js";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { base58 } from "@scure/base";
import { BadInputError } from "../../shared/errors";
import { quote } from "../../shared/wording";

/*
 * SS58, the way in which Substrate chains write accounts: prefix, payload and two bytes of a BLAKE2b checksum, in base 58.
 * https://docs.polkadot.com/polkadot-protocol/parachain-basics/accounts/#address-formats
 */

/** The prefix of no chain in particular: one account has one address with it. */
const ANY_CHAIN = 42;
const CHECKSUM_BYTES = 2;
/** Of an account: a public key of 32 bytes, or of 33 where the chain's keys are those of secp256k1. */
const PAYLOADS = [32, 33];
const LONGEST = 64;

/** An account's address with the prefix of no chain in particular. */
export function encodeSs58(payload: Uint8Array): string {
  const body = Uint8Array.of(ANY_CHAIN, ...payload);
  return base58.encode(concatBytes(body, checksumOf(body)));
}

/**
 * The payload of an account's address, whatever its chain.
 * @throws BadInputError BadAddress
 */
export function decodeSs58(address: string): Uint8Array {
  const bytes = fromBase58(address);
  const [first = 0] = bytes;
  const prefixBytes = (first & 0x40) === 0 ? 1 : 2;
  const payload = bytes.slice(prefixBytes, -CHECKSUM_BYTES);
  if (!PAYLOADS.includes(payload.length)) throw badAddress(address, "Invalid decoded address length");
  const checksum = checksumOf(bytes.subarray(0, -CHECKSUM_BYTES));
  const isReserved = (first & 0x80) !== 0 || first === 46 || first === 47;
  if (isReserved || !checksum.every((byte, at) => byte === bytes.at(at - CHECKSUM_BYTES))) {
    throw badAddress(address, "Invalid decoded address checksum");
  }
  return payload;
}

function fromBase58(address: string): Uint8Array {
  if (address.length > LONGEST) throw badAddress(address, "Invalid decoded address length");
  try {
    return base58.decode(address);
  } catch {
    throw badAddress(address, "Invalid base58 character");
  }
}

function checksumOf(body: Uint8Array): Uint8Array {
  return blake2b(concatBytes(utf8ToBytes("SS58PRE"), body), { dkLen: 64 }).slice(0, CHECKSUM_BYTES);
}

function badAddress(address: string, why: string): BadInputError {
  return new BadInputError(
    "BadAddress",
    `${quote(address)} is not an address of a Substrate chain: ${why}.`,
    "Get the address again from where it was made; a letter of it is wrong.",
  );
}
