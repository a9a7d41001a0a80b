import { keccak256, toUtf8Bytes } from "ethers";
import { canonicalJson } from "./canonical-json";

/** keccak256 of the canonical JSON's UTF-8 bytes, as hex. */
export function hashOf(value: unknown): string {
  return keccak256(toUtf8Bytes(canonicalJson(value)));
}
