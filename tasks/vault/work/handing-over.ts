import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { Chain } from "../../../src/chain/connect";
import { readClaims } from "../../../src/chain/claims";
import { LARGEST_KEYSTORE, parseKeystore } from "../../../src/chain/keystore";
import { requiredTopicsOf } from "../../../src/chain/registry";
import { viewCase } from "../../../src/recovery/view-case";
import type { CaseView } from "../../../src/recovery/case-view.types";
import { renderExport } from "../../../src/report/render-vault";
import { parseHash32 } from "../../../src/shared/addresses";
import type { JsonObject } from "../../../src/shared/canonical-json";
import { BadInputError, RefusedError } from "../../../src/shared/errors";
import { handoverPayload } from "../../../src/vault/handover";
import { inventoryOf } from "../../../src/vault/inventory";
import { createVault, sealVault } from "../../../src/vault/vault";
import { OWNER_ONLY, readText, requireFree, writeNew } from "../../io/files";
import { requireGoodPassword, warnOfShortPassword } from "../../io/password";
import type { TaskOutput, TaskResult } from "../../io/run";
import { askNewPassword } from "../../io/terminal";
import type { HandoverArgs } from "../handover";
import { networkOf } from "./network";

/** Reads what the recovery left on chain, and writes it as a backup that the holder imports. */
export async function handOver(
  hre: HardhatRuntimeEnvironment,
  chain: Chain,
  args: HandoverArgs,
  out: TaskOutput,
): Promise<TaskResult> {
  const view = await viewCase(chain, parseHash32(args.case, "the case id"));
  if (view.status !== "executed") throw notExecuted(view);
  const { newWallet: wallet } = view.recovery;
  const keystore = args.keystore === undefined ? undefined : await readKeystore(args.keystore, wallet);
  await requireFree(args.out);
  const password = await askNewPassword("A password for the holder's vault:");
  requireGoodPassword(password);
  warnOfShortPassword(password, out);
  const claims = await readClaims(chain, view.newIdentity, await requiredTopicsOf(chain, view.recovery));
  const payload = handoverPayload({
    chainId: chain.chainId,
    wallet,
    identity: view.newIdentity,
    claims,
    name: args.name ?? "Recovered",
    ...(keystore === undefined ? {} : { keystore }),
  });
  const made = { kind: "backup" as const, network: await networkOf(hre), createdAt: new Date(), payload };
  await writeNew(args.out, sealVault(await createVault(made, password)), OWNER_ONLY);
  const inventory = inventoryOf(payload);
  return { text: renderExport(args.out, inventory), json: { caseId: view.caseId, file: args.out, ...inventory } };
}

/** As it is: its password is the holder's, and nobody asks for it here. */
async function readKeystore(path: string, wallet: string): Promise<JsonObject> {
  const text = await readText(path, "the keystore", LARGEST_KEYSTORE);
  const { address } = parseKeystore(text);
  if (address === wallet) return JSON.parse(text) as JsonObject;
  throw new BadInputError(
    "NotTheNewWallet",
    `${path} is the keystore of ${address}, but the case's new wallet is ${wallet}.`,
    "Give the new wallet's keystore, or leave --keystore out: the holder has it already.",
  );
}

function notExecuted({ caseId, status }: CaseView): RefusedError {
  return new RefusedError(
    "WrongStatus",
    `The case ${caseId} is ${status}: there is nothing to hand over before it is executed.`,
    `npx hardhat recovery status --case ${caseId}`,
  );
}
