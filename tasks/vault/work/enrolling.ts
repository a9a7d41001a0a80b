import type { TypedSigner } from "../../../src/vault/slots/vault-message";
import { makeSignatureSlot } from "../../../src/vault/slots/signature-slot";
import { accountTagOf, signVaultMessageTwice, type VaultMessage } from "../../../src/vault/slots/vault-message";
import { withSlot } from "../../../src/vault/vault";
import { shellWord } from "../../../src/report/commands";
import type { TaskResult } from "../../io/run";
import { vaultMissing, type LockedVault } from "./locked-vault";

/** Signs twice, and only then opens the vault and adds the slot. An account that is enrolled again gets a new one. */
export async function enroll(locked: LockedVault, signer: TypedSigner, content: VaultMessage): Promise<TaskResult> {
  const { file, path } = locked;
  if (file === undefined) throw vaultMissing(path);
  const { account } = content.message;
  const signature = await signVaultMessageTwice(signer, content);
  const vault = await locked.open(file.header.network);
  const { vaultId } = vault.header;
  const slot = makeSignatureSlot(vaultId, vault.dataKey, account, signature);
  const tag = accountTagOf(vaultId, account);
  await locked.save(withSlot(vault, slot, (other) => other.kind === "eip712" && other.account === tag));
  return {
    text: [
      `✔ ${account} opens the vault by its signature, which was the same twice`,
      "",
      "Keep a copy of the vault where you find it without this computer:",
      `  npx hardhat vault push --vault ${shellWord(path)} --account ${account}`,
    ].join("\n"),
    json: { vault: path, vaultId, account },
  };
}
