import type { ContractTransaction, Signer } from "ethers";
import { decodeEvents, findRecovery, type CaseEvent } from "../chain/case";
import type { Chain } from "../chain/connect";
import { asStruct } from "../chain/preview";
import { send, type SendLimits, type Sent } from "../chain/send";
import { isHeld, readStanding, suiteTokens } from "../chain/standing";
import { isFrozenOn } from "../chain/token";
import { signerOf } from "../identity/claims";
import { NotAuthorizedError } from "../shared/errors";
import { gasFor } from "./gas";
import { caseIdOf, type Recovery } from "./recovery";

export interface StepResult {
  readonly caseId: string;
  readonly transactions: readonly { readonly hash: string; readonly gas: bigint }[];
}

export interface Proposal extends StepResult {
  /** Tokens on which the case keeps the lost wallet still: by a freeze, or all at once by their registry. */
  readonly quarantined: readonly string[];
  /** The registry that holds the wallet, where it can. */
  readonly heldBy?: string;
  /** Tokens that could not be frozen: the lost key can still move them. */
  readonly unprotected: readonly string[];
}

/**
 * Proposes a case and freezes the lost wallet; goes on freezing while there are tokens that did not fit.
 * @throws NotAuthorizedError NotAccepted, before anything is sent
 */
export async function proposeRecovery(
  chain: Chain,
  signer: Signer,
  recovery: Recovery,
  acceptance: string,
  limits: SendLimits = {},
): Promise<Proposal> {
  const caseId = caseIdOf({ chainId: chain.chainId, agent: chain.agentAddress }, recovery);
  await requireAcceptance(chain, recovery, caseId, acceptance);
  const first = await chain.agent.propose.populateTransaction(asStruct(recovery), acceptance);
  return freezeAll(chain, signer, recovery, caseId, first, limits);
}

/** Freezes the lost wallet where that failed or did not fit before: a repaired token, a role given since. */
export async function quarantineCase(
  chain: Chain,
  signer: Signer,
  caseId: string,
  limits: SendLimits = {},
): Promise<Proposal> {
  const recovery = await findRecovery(chain, caseId);
  const first = await chain.agent.quarantine.populateTransaction(asStruct(recovery));
  return freezeAll(chain, signer, recovery, caseId, first, limits);
}

async function freezeAll(
  chain: Chain,
  signer: Signer,
  recovery: Recovery,
  caseId: string,
  first: ContractTransaction,
  limits: SendLimits,
): Promise<Proposal> {
  const gasLimit = gasFor("freeze", recovery.tokens.length);
  const onSuite = await suiteTokens(chain, recovery);
  const quarantined = new Set<string>();
  const unprotected = new Set<string>();
  const sent = [...(limits.done ?? [])];
  if (sent.length === 0) sent.push(await send(chain, signer, first, { ...limits, gasLimit }));
  for (;;) {
    for (const { name, values } of eventsIn(chain, caseId, sent)) {
      if (name === "TokenQuarantined") quarantined.add(values["token"] as string);
      if (name === "TokenNotQuarantined") unprotected.add(values["token"] as string);
    }
    if (await isHeldByRegistry(chain, recovery)) for (const token of onSuite) quarantined.add(token);
    const isIdle = eventsIn(chain, caseId, sent.slice(-1)).length === 0;
    if (isIdle || !(await hasUntouched(chain, recovery, quarantined, unprotected))) break;
    const next = await chain.agent.quarantine.populateTransaction(asStruct(recovery));
    sent.push(await send(chain, signer, next, { ...limits, gasLimit }));
  }
  return {
    caseId,
    quarantined: [...quarantined],
    ...((await isHeldByRegistry(chain, recovery)) ? { heldBy: recovery.registry } : {}),
    unprotected: [...unprotected],
    transactions: sent.map(({ hash, gas }) => ({ hash, gas })),
  };
}

async function isHeldByRegistry(chain: Chain, { registry, lostWallet }: Recovery): Promise<boolean> {
  return isHeld(await readStanding(chain, registry, lostWallet));
}

function eventsIn(chain: Chain, caseId: string, sent: readonly Sent[]): CaseEvent[] {
  return sent.flatMap(({ receipt }) => decodeEvents(chain, caseId, receipt.logs));
}

/** Whether some token was neither frozen by the case, nor refused, nor frozen by somebody else. */
async function hasUntouched(
  chain: Chain,
  recovery: Recovery,
  quarantined: ReadonlySet<string>,
  unprotected: ReadonlySet<string>,
): Promise<boolean> {
  const rest = recovery.tokens.filter((token) => !quarantined.has(token) && !unprotected.has(token));
  const frozen = await Promise.all(rest.map((token) => isFrozenOn(chain, token, recovery.lostWallet)));
  return frozen.includes(false);
}

/** @throws NotAuthorizedError NotAccepted when the new wallet did not sign this very case */
export async function requireAcceptance(
  chain: Chain,
  recovery: Recovery,
  caseId: string,
  acceptance: string,
): Promise<void> {
  const isContract = (await chain.provider.getCode(recovery.newWallet)) !== "0x";
  if (isContract) return; // ERC-1271: the contract itself will be asked.
  const signer = signerOf(caseId, acceptance) ?? "nobody: the signature is malformed";
  if (signer === recovery.newWallet) return;
  throw new NotAuthorizedError(
    "NotAccepted",
    `The acceptance of case ${caseId} has to be signed by the new wallet ${recovery.newWallet}; it was signed by ${signer}.`,
    "npx hardhat wallet accept --plan plan.json --keystore new-wallet.json --out acceptance.json",
  );
}
