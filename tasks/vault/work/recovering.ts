import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { VaultFile } from "../../../src/vault/vault-file.types";
import { BadInputError } from "../../../src/shared/errors";
import { planMerge } from "../../../src/vault/merge/plan-merge";
import { EMPTY_PAYLOAD } from "../../../src/vault/payload";
import { openSignatureSlot, signatureSlotOf } from "../../../src/vault/slots/signature-slot";
import { signVaultMessage } from "../../../src/vault/slots/vault-message";
import { openByKey, withPassword, type OpenVault } from "../../../src/vault/vault";
import { damaged } from "../../../src/vault/vault-file";
import type { TaskOutput, TaskResult } from "../../io/run";
import { chooseSigner } from "../../io/signer";
import type { RecoverArgs } from "../recover";
import { resultOf } from "./importing";
import { askNewVaultPassword, readVault, withVault, type LockedVault } from "./locked-vault";
import { requireSameNetwork } from "./network";
import { openByShares } from "./sharing";
import { notEnrolled, showVaultMessage } from "./signing";
import { fetchVault } from "./storing";

/** A copy of a vault that something else than its password opens. */
interface RecoveredVault {
  readonly from: string;
  readonly vault: OpenVault;
}

/** Opens the copy first: a wrong account or share changes nothing, and is not asked for a password. */
export async function recoverVault(
  hre: HardhatRuntimeEnvironment,
  args: RecoverArgs,
  out: TaskOutput,
): Promise<TaskResult> {
  return withVault(args.vault, out, async (locked) => {
    const recovered = args.shares === undefined ? await bySignature(hre, args, out) : await byShares(args, args.shares);
    return locked.file === undefined ? adopt(locked, recovered, out) : mergeInto(locked, locked.file, recovered);
  });
}

async function bySignature(
  hre: HardhatRuntimeEnvironment,
  args: RecoverArgs,
  out: TaskOutput,
): Promise<RecoveredVault> {
  const signer = await chooseSigner(hre, args, out);
  const from = args.in ?? `the store's copy for ${signer.address}`;
  const file = args.in === undefined ? await fetchVault(signer.address, args) : await readVault(args.in, "the copy");
  const slot = signatureSlotOf(file.header, signer.address);
  if (slot === undefined) throw notEnrolled(signer.address, from);
  const message = showVaultMessage(file.header, signer.address, out);
  const signature = await signVaultMessage(await signer.unlock(), message);
  const dataKey = openSignatureSlot(slot, file.header.vaultId, signature);
  if (dataKey === undefined) throw damaged("the signature is the account's, but its slot does not open");
  return { from, vault: openByKey(file, dataKey) };
}

async function byShares({ in: path }: RecoverArgs, shares: string): Promise<RecoveredVault> {
  if (path === undefined) {
    throw new BadInputError("MissingOption", "Shares open a copy of the vault.", "Name the copy with --in <file>.");
  }
  return { from: path, vault: await openByShares(await readVault(path, "the copy"), shares.split(",")) };
}

/** On an empty machine the vault is the same one again, with its enrolled accounts, under a new password. */
async function adopt(locked: LockedVault, { from, vault }: RecoveredVault, out: TaskOutput): Promise<TaskResult> {
  const reopened = await withPassword(vault, await askNewVaultPassword(out));
  await locked.save({ ...reopened, header: { ...reopened.header, kind: "vault" } });
  return resultOf({ vault: locked.path, in: from, dryRun: false }, planMerge(EMPTY_PAYLOAD, vault.payload), []);
}

async function mergeInto(locked: LockedVault, file: VaultFile, { from, vault }: RecoveredVault): Promise<TaskResult> {
  requireSameNetwork(file.header.network, vault.header.network, from);
  const ours = await locked.open(file.header.network);
  const plan = planMerge(ours.payload, vault.payload);
  await locked.save(ours, plan.result);
  return resultOf({ vault: locked.path, in: from, dryRun: false }, plan, []);
}
