import type { ContractTransaction, Signer } from "ethers";
import { decodeEvents, findRecovery } from "../chain/case";
import type { Chain } from "../chain/connect";
import { asStruct } from "../chain/preview";
import { send, type SendLimits } from "../chain/send";
import { suiteTokens } from "../chain/standing";
import { gasFor } from "./gas";
import type { StepResult } from "./propose";
import { APPROVAL_TYPES, typedDomainOf } from "./recovery";

/** Approves a case in one's own name. */
export async function approveCase(
  chain: Chain,
  signer: Signer,
  caseId: string,
  limits?: SendLimits,
): Promise<StepResult> {
  return stepOf(chain, signer, caseId, await chain.agent.approve.populateTransaction(caseId), limits);
}

/** Signs an approval for somebody else to send. Needs no node. */
export async function signApproval(
  signer: Signer,
  domain: { readonly chainId: bigint; readonly agent: string },
  caseId: string,
): Promise<{ custodian: string; signature: string }> {
  const custodian = await signer.getAddress();
  const signature = await signer.signTypedData(typedDomainOf(domain), APPROVAL_TYPES, { caseId, custodian });
  return { custodian, signature };
}

/** Sends an approval that a custodian signed elsewhere. */
export async function submitApproval(
  chain: Chain,
  signer: Signer,
  caseId: string,
  approval: { readonly custodian: string; readonly signature: string },
  limits?: SendLimits,
): Promise<StepResult> {
  const { custodian, signature } = approval;
  const call = await chain.agent.approveBySignature.populateTransaction(caseId, custodian, signature);
  return stepOf(chain, signer, caseId, call, limits);
}

/** The holder's objection. */
export async function contestCase(
  chain: Chain,
  signer: Signer,
  caseId: string,
  limits?: SendLimits,
): Promise<StepResult> {
  return stepOf(chain, signer, caseId, await chain.agent.contest.populateTransaction(caseId), limits);
}

/** A guardian lets a contested case go on. */
export async function upholdCase(
  chain: Chain,
  signer: Signer,
  caseId: string,
  limits?: SendLimits,
): Promise<StepResult> {
  return stepOf(chain, signer, caseId, await chain.agent.uphold.populateTransaction(caseId), limits);
}

export interface Cancellation extends StepResult {
  readonly released: readonly string[];
  /** Tokens on which the case's freeze could not be lifted. */
  readonly notReleased: readonly string[];
}

/** Ends a case and lifts the freezes that it set; goes on lifting while there are tokens that did not fit. */
export async function cancelCase(
  chain: Chain,
  signer: Signer,
  caseId: string,
  limits: SendLimits = {},
): Promise<Cancellation> {
  const recovery = await findRecovery(chain, caseId);
  const struct = asStruct(recovery);
  const gasLimit = gasFor("freeze", recovery.tokens.length);
  const sent = [...(limits.done ?? [])];
  if (sent.length === 0) {
    sent.push(await send(chain, signer, await chain.agent.cancel.populateTransaction(struct), { ...limits, gasLimit }));
  }
  const onSuite = await suiteTokens(chain, recovery);
  const released = new Set<string>();
  const refused = new Set<string>();
  for (;;) {
    for (const { name, values } of sent.flatMap(({ receipt }) => decodeEvents(chain, caseId, receipt.logs))) {
      if (name === "TokenReleased") released.add(values["token"] as string);
      if (name === "TokenNotReleased") refused.add(values["token"] as string);
      if (name === "WalletReleased") for (const token of onSuite) released.add(token);
      if (name === "WalletNotReleased") for (const token of onSuite) refused.add(token);
    }
    const isIdle = decodeEvents(chain, caseId, sent.at(-1)?.receipt.logs ?? []).length === 0;
    // From a wallet that has a successor nothing is ever lifted.
    if (isIdle || BigInt(await chain.agent.successorOf(recovery.lostWallet)) !== 0n) break;
    const owners = await Promise.all(
      recovery.tokens.map((token) => chain.agent.quarantinedBy(recovery.lostWallet, token)),
    );
    const left = recovery.tokens.filter((token, index) => owners[index] === caseId && !refused.has(token));
    if (left.length === 0) break;
    sent.push(
      await send(chain, signer, await chain.agent.release.populateTransaction(struct), { ...limits, gasLimit }),
    );
  }
  return {
    caseId,
    released: [...released],
    notReleased: [...refused],
    transactions: sent.map(({ hash, gas }) => ({ hash, gas })),
  };
}

/** A step of one transaction. */
async function stepOf(
  chain: Chain,
  signer: Signer,
  caseId: string,
  call: ContractTransaction,
  limits: SendLimits = {},
): Promise<StepResult> {
  const { hash, gas } = limits.done?.[0] ?? (await send(chain, signer, call, limits));
  return { caseId, transactions: [{ hash, gas }] };
}
