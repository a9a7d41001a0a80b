import type { JsonObject } from "../../../shared/canonical-json";
import type { KeyType } from "../../keys/key-pair";
import type { Sealing } from "./secret-box";

/** A Polkadot keystore that was checked, and not yet opened. */
export interface PolkadotKeystore {
  /** What messages call it. */
  readonly what: string;
  /** Empty where the file has none. */
  readonly name: string;
  /** Left out by version 0 and by the first files of version 1 and 2: found when the key is open. */
  readonly type?: KeyType;
  /**
   * What the file says, as its chain writes it: EIP-55 for ethereum, SS58 with prefix 42 for the others. Nothing in the
   * file proves it; `openPolkadotKeystore` compares.
   */
  readonly address: string;
  /** The public key or account id behind that address. */
  readonly declared: Uint8Array;
  readonly sealing: Sealing;
  readonly sealed: Uint8Array;
  /** The file as it was written, to be kept or handed on unchanged. */
  readonly json: JsonObject;
  /** What its holder should know before relying on it. */
  readonly warnings: readonly string[];
}
