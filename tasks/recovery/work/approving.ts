import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { findRecovery } from "../../../src/chain/case";
import type { Chain } from "../../../src/chain/connect";
import { typedHashCard } from "../../../src/identity/hash-card";
import { approveCase, signApproval, submitApproval } from "../../../src/recovery/decide";
import { encodeApproval, parseApproval } from "../../../src/recovery/files/approval-file";
import { APPROVAL_TYPES, RECOVERY_TYPES, typedDomainOf } from "../../../src/recovery/recovery";
import { onNetwork, shellWord } from "../../../src/report/commands";
import { renderHashCard } from "../../../src/report/render-hash-card";
import { renderPlan } from "../../../src/report/render-preview";
import { parseHash32 } from "../../../src/shared/addresses";
import { NotAuthorizedError } from "../../../src/shared/errors";
import { engineOf } from "../../io/engine";
import { readText, requireFree, writeNew } from "../../io/files";
import { runTask, type TaskOutput } from "../../io/run";
import { settingOf } from "../../io/setting";
import { connectedSigner } from "../../io/signer";
import type { ApproveArgs } from "../approve";
import { decide } from "./deciding";
import { planNow } from "./planning";

/** Approves by the custodian's own transaction, after showing the same preview that the proposer saw. */
export async function approveInPerson(hre: HardhatRuntimeEnvironment, args: ApproveArgs): Promise<void> {
  const show: Parameters<typeof decide>[4] = async (chain, caseId, out) => {
    await showCase(hre, args, chain, caseId, out);
    return {};
  };
  await decide(hre, args, "approved", approveCase, show);
}

/** Sends what a custodian signed elsewhere. */
export async function sendApproval(hre: HardhatRuntimeEnvironment, args: ApproveArgs, path: string): Promise<void> {
  const act: Parameters<typeof decide>[3] = async (chain, signer, caseId, limits, { approval }) =>
    approval === undefined
      ? approveCase(chain, signer, caseId, limits)
      : submitApproval(chain, signer, caseId, approval, limits);
  await decide(hre, args, "approved", act, async (chain, caseId) => {
    const { custodian, signature, ...of } = parseApproval(await readText(path, "the approval"));
    const elsewhere = of.chainId !== chain.chainId || of.agent !== chain.agentAddress;
    if (elsewhere || of.caseId !== caseId) throw ofAnotherCase(path, of, caseId);
    return { approval: { custodian, signature } };
  });
}

/** Signs the approval into a file: for custodians whose key never touches a networked machine's transactions. */
export async function signApprovalFile(hre: HardhatRuntimeEnvironment, args: ApproveArgs): Promise<void> {
  await runTask(args.json, async (out) => {
    const caseId = parseHash32(args.case, "the case id");
    const file = args.out ?? "approval.json";
    await requireFree(file);
    const chain = await engineOf(hre, args);
    await showCase(hre, args, chain, caseId, out);
    const signer = await connectedSigner(hre, args, out);
    const domain = { chainId: chain.chainId, agent: chain.agentAddress };
    const message = { caseId, custodian: await signer.getAddress() };
    const card = typedHashCard({ domain: typedDomainOf(domain), types: APPROVAL_TYPES, message });
    out.say(`${renderHashCard(card)}\n`);
    const approval = await signApproval(signer, domain, caseId);
    await writeNew(file, encodeApproval({ ...domain, caseId, ...approval }));
    const next = `npx hardhat recovery approve --case ${caseId} --approval ${shellWord(file)}`;
    return {
      text: `✔ ${approval.custodian} approved; the signature is in ${file}\n\nNext, anybody sends it:\n  ${onNetwork(next, settingOf(hre))}`,
      json: { caseId, custodian: approval.custodian, file },
    };
  });
}

async function showCase(
  hre: HardhatRuntimeEnvironment,
  args: ApproveArgs,
  chain: Chain,
  caseId: string,
  out: TaskOutput,
): Promise<void> {
  const recovery = await findRecovery(chain, caseId);
  const plan = await planNow(chain, recovery, args);
  out.say(`${renderPlan(plan, settingOf(hre, chain))}\n`);
  const domain = typedDomainOf({ chainId: chain.chainId, agent: chain.agentAddress });
  out.say(`${renderHashCard(typedHashCard({ domain, types: RECOVERY_TYPES, message: recovery }))}\n`);
}

function ofAnotherCase(
  path: string,
  approval: { caseId: string; chainId: bigint },
  caseId: string,
): NotAuthorizedError {
  return new NotAuthorizedError(
    "ApprovalInvalid",
    `${path} approves the case ${approval.caseId} on chain ${approval.chainId}, not ${caseId} here.`,
    `A custodian: npx hardhat recovery approve --case ${caseId} --sign --out approval.json`,
  );
}
