import { BadInputError } from "../../../src/shared/errors";
import { openKey } from "../../../src/vault/accounts/account-key";
import { findAccount } from "../../../src/vault/accounts/kept-account";
import type { OpenVault } from "../../../src/vault/vault";
import type { TaskOutput, TaskResult } from "../../io/run";
import { askPassword, isInteractive, showOnce } from "../../io/terminal";
import type { LockedVault } from "../../vault/work/locked-vault";
import type { RevealKeyArgs } from "../reveal-key";
import { requirePin } from "./pin";

/** @throws BadInputError TerminalRequired: a key that is piped ends in a file or a log */
export function requireTerminal(json: boolean): void {
  if (isInteractive() && !json) return;
  throw new BadInputError(
    "TerminalRequired",
    "A key is shown on a terminal only, never piped and never as JSON. Nothing was shown.",
    "Run it in a terminal without --json, or take the account elsewhere encrypted: npx hardhat account export",
  );
}

/** Shows the key on a screen of its own, which is gone once somebody has read it. */
export async function revealKey(
  vault: OpenVault,
  locked: LockedVault,
  { address }: RevealKeyArgs,
  out: TaskOutput,
): Promise<TaskResult> {
  const account = findAccount(vault.payload, address);
  await requirePin(locked, vault, out);
  const { secretKey } = await openKey(account, await askPassword(`Password of ${account.address}:`));
  await showOnce(
    [
      `The private key of ${account.address}`,
      "",
      `  ${secretKey}`,
      "",
      "Whoever has it has the account. Write it down where nobody looks; do not photograph or copy it.",
    ].join("\n"),
  );
  return { text: "✔ The key was shown once, and is gone from the screen.", json: {} };
}
