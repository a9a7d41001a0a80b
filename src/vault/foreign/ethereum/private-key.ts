import { secp256k1 } from "@noble/curves/secp256k1.js";
import { getBytes } from "ethers";
import { BadInputError } from "../../../shared/errors";
import type { OpenAccount } from "../../vault.types";
import { openAccount, pairFromSeed } from "../../keys/key-pair";

/**
 * A private key as MetaMask shows and takes it: 64 hexadecimal digits, with or without 0x.
 * @throws BadInputError BadPrivateKey, which never repeats any of it
 */
export function parsePrivateKey(text: string, name: string): OpenAccount {
  const digits = text.trim().replace(/^0x/i, "");
  if (/[^0-9a-fA-F]/.test(digits)) throw badKey("it has letters or signs that are no hexadecimal digits");
  if (digits.length !== 64) throw badKey(`it has ${digits.length} digits instead of 64`);
  const key = getBytes(`0x${digits}`);
  if (!secp256k1.utils.isValidSecretKey(key)) throw badKey("it is zero, or not below the order of the curve");
  return openAccount(pairFromSeed("ethereum", key), name);
}

function badKey(why: string): BadInputError {
  return new BadInputError(
    "BadPrivateKey",
    `This is not a private key of Ethereum: ${why}.`,
    "Copy the whole key again from the wallet that shows it.",
  );
}
