import { base64 } from "@scure/base";
import { getBytes, hexlify } from "ethers";
import type { JsonObject } from "../../../shared/canonical-json";
import type { OpenAccount } from "../../vault.types";
import { passwordMissing } from "../refusals";
import { pairFromSecret } from "../../keys/key-pair";
import { encodePkcs8 } from "./pkcs8";
import { DEFAULT_SCRYPT, seal, type ScryptParameters } from "./secret-box";

/**
 * Writes a keystore (version 3) that polkadot-js opens. Never without a password, although the format knows that.
 * @throws NotAuthorizedError PasswordMissing
 */
export async function writePolkadotKeystore(
  { type, name, address, secretKey }: OpenAccount,
  password: string,
  parameters: ScryptParameters = DEFAULT_SCRYPT,
): Promise<JsonObject> {
  if (password === "") throw passwordMissing("the Polkadot account", "it is never written unencrypted");
  const pair = pairFromSecret(type, getBytes(secretKey));
  const sealed = await seal(encodePkcs8(pair), password, parameters);
  return {
    encoded: base64.encode(sealed),
    encoding: { content: ["pkcs8", type], type: ["scrypt", "xsalsa20-poly1305"], version: "3" },
    // Its account id cannot be turned back into a key of secp256k1: the file then names the key itself.
    address: type === "ecdsa" || type === "ethereum" ? hexlify(pair.publicKey) : address,
    meta: { name },
  };
}
