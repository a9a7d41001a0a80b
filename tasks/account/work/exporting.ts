import type { OpenAccount, VaultPayload } from "../../../src/vault/vault.types";
import { shellWord } from "../../../src/report/commands";
import { BadInputError } from "../../../src/shared/errors";
import { quote } from "../../../src/shared/wording";
import { encryptKey, openKey, type KeyFormat } from "../../../src/vault/accounts/account-key";
import { findAccount } from "../../../src/vault/accounts/kept-account";
import { OWNER_ONLY, requireFree, writeNew } from "../../io/files";
import type { TaskOutput, TaskResult } from "../../io/run";
import { askPassword } from "../../io/terminal";
import type { ExportAccountArgs } from "../export";

/** Opens the account with its own password, and writes it anew under the same one. */
export async function exportAccount(
  payload: VaultPayload,
  args: ExportAccountArgs,
  out: TaskOutput,
): Promise<TaskResult> {
  const account = findAccount(payload, args.address);
  const { address } = account;
  const file = args.out ?? `${address}.json`;
  const format = parseFormat(args.format, account.type);
  await requireFree(file);
  const password = await askPassword(`Password of ${address}:`);
  out.progress("Encrypting the key…");
  await writeAccount(file, await openKey(account, password), password, format);
  return {
    text: [
      `✔ ${quote(account.name)} ${address} is in ${file}, under its own password`,
      "",
      "It is restored by:",
      `  npx hardhat account restore --in ${shellWord(file)}`,
    ].join("\n"),
    json: { address, name: account.name, type: account.type, format, file },
  };
}

/** A file that `account restore` and the account's own wallets read. */
export async function writeAccount(
  file: string,
  account: OpenAccount,
  password: string,
  format: KeyFormat,
): Promise<void> {
  const { keystore } = await encryptKey(account, password, format);
  await writeNew(file, `${JSON.stringify(keystore, null, 2)}\n`, OWNER_ONLY);
}

function parseFormat(text: string | undefined, type: string): KeyFormat {
  const own = type === "ethereum" ? "web3" : "polkadot";
  if (text === undefined || text === own) return own;
  if (text === "polkadot") return text;
  throw new BadInputError(
    "BadFormat",
    text === "web3" ? `A key of ${type} has no Web3 keystore.` : `${quote(text)} is no format that is known here.`,
    "Leave --format out, or give polkadot.",
  );
}
