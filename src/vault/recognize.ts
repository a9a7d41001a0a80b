import { BadInputError } from "../shared/errors";
import { quote } from "../shared/wording";

/** What a file of JSON is, as far as its outside tells. */
export type FileKind =
  "vault" | "web3 keystore" | "polkadot keystore" | "polkadot batch" | "concordium export" | "regain file" | "unknown";

const NAMES: Readonly<Record<FileKind, string>> = {
  vault: "a Regain vault",
  "web3 keystore": "a keystore of one account",
  "polkadot keystore": "a Polkadot account",
  "polkadot batch": "several Polkadot accounts",
  "concordium export": "an export of Concordium's desktop wallet",
  "regain file": "a file of a recovery case",
  unknown: "none of the files that are known here",
};

const IMPORT = "Import it: npx hardhat vault import --in <file>";
const RESTORE = "Restore it: npx hardhat account restore --in <file>";
const NEXT: Readonly<Record<FileKind, string>> = {
  vault: IMPORT,
  "concordium export": IMPORT,
  "web3 keystore": RESTORE,
  "polkadot keystore": RESTORE,
  "polkadot batch": RESTORE,
  "regain file": "Give the file that this command needs; each says its format in its first line.",
  unknown: "Give the file that the wallet wrote, unchanged.",
};

export function recognize(value: unknown): FileKind {
  if (Array.isArray(value)) return value.some(isPolkadot) ? "polkadot batch" : "unknown";
  if (!isObject(value)) return "unknown";
  const { format } = value;
  if (format === "regain-vault") return "vault";
  if (typeof format === "string" && format.startsWith("regain-")) return "regain file";
  if (isPolkadot(value))
    return isObject(value["encoding"]) && holds(value["encoding"], "batch-pkcs8")
      ? "polkadot batch"
      : "polkadot keystore";
  if ("crypto" in value || "Crypto" in value) return "web3 keystore";
  if ("cipherText" in value || "metadata" in value) return "concordium export";
  return "unknown";
}

/** @throws BadInputError OtherKind, which says what the file is and which command takes it */
export function refuseOtherKind(value: unknown, ...wanted: readonly FileKind[]): void {
  const kind = recognize(value);
  if (wanted.includes(kind)) return;
  const expected = wanted.map((each) => NAMES[each]).join(" or ");
  throw new BadInputError("OtherKind", `The file is ${NAMES[kind]}, where ${expected} is expected.`, NEXT[kind]);
}

/** @throws BadInputError OtherKind for a vault that is worked with, where a backup is expected, and the reverse */
export function refuseOtherVaultKind(kind: "vault" | "backup", wanted: "vault" | "backup", path: string): void {
  if (kind === wanted) return;
  const message =
    kind === "backup"
      ? `${quote(path)} is a backup, which is imported and never worked with.`
      : `${quote(path)} is a vault that is worked with, not a backup.`;
  const next =
    kind === "backup"
      ? "Import it: npx hardhat vault import --in <backup> --vault <vault>"
      : "Work with it (--vault), or make a backup of it: npx hardhat vault export --vault <vault> --out <backup>";
  throw new BadInputError("OtherKind", message, next);
}

function isPolkadot(value: unknown): boolean {
  return isObject(value) && "encoded" in value && "encoding" in value;
}

function holds(encoding: Record<string, unknown>, word: string): boolean {
  const { content } = encoding;
  return content === word || (Array.isArray(content) && content.includes(word));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
