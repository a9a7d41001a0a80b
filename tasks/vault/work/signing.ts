import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { VaultHeader } from "../../../src/vault/vault-file.types";
import { typedHashCard } from "../../../src/identity/hash-card";
import { renderHashCard } from "../../../src/report/render-hash-card";
import { renderVaultMessage } from "../../../src/report/render-vault-message";
import { NotAuthorizedError, RefusedError } from "../../../src/shared/errors";
import { vaultMessageOf, type VaultMessage } from "../../../src/vault/slots/vault-message";
import type { TaskOutput } from "../../io/run";

/** The message that opens this vault for the account, shown in full before anybody signs it. */
export function showVaultMessage(header: VaultHeader, account: string, out: TaskOutput): VaultMessage {
  const content = vaultMessageOf(header.vaultId, header.network.chainId, account);
  out.say(renderVaultMessage(content));
  out.say(`${renderHashCard(typedHashCard(content))}\n`);
  return content;
}

/**
 * A contract has no key: what it accepts as a signature can change, and is no secret that a key could be made of. An
 * account that delegates to a contract (EIP-7702) still has its key.
 * @throws RefusedError ContractWallet
 */
export async function refuseContract(hre: HardhatRuntimeEnvironment, account: string): Promise<void> {
  const { tried } = await import("../../../src/chain/send");
  const code = await tried(() => hre.ethers.provider.getCode(account));
  if (code === "0x" || code.startsWith("0xef0100")) return;
  throw new RefusedError(
    "ContractWallet",
    `${account} is a contract: it has no key whose signature would be the same each time, so it cannot open a vault.`,
    "Enroll an account that has a key, or keep recovery shares: npx hardhat vault share",
  );
}

export function notEnrolled(account: string, what: string): NotAuthorizedError {
  return new NotAuthorizedError(
    "NotEnrolled",
    `${account} is not enrolled in ${what}: another account's signature opens it. Nothing was changed.`,
    "Use the account that was enrolled, the vault's password, or its recovery shares.",
  );
}
