import type { ContractTransaction } from "ethers";
import { findRecovery } from "../chain/case";
import type { Chain } from "../chain/connect";
import { asStruct } from "../chain/preview";
import { releaseVerifiedCall } from "../chain/standing";
import { BadInputError } from "../shared/errors";
import type { Verb } from "../store/tables.types";
import { reassignCalls } from "./finish";
import { gasFor } from "./gas";
import { requireAcceptance } from "./propose";
import type { StepInput } from "./step-input";

/** A call of a step, before anybody signs it. */
export interface StepCall {
  readonly call: ContractTransaction;
  /** Where the contract does as much as the gas allows; else it is estimated. */
  readonly gasLimit?: bigint;
}

/**
 * What a step sends, as far as it is known before the chain answers: its beginning, and for most steps all of it.
 * @throws RegainError NotAccepted; BadInputError OtherCommand
 */
export async function callsOf(chain: Chain, verb: Verb, caseId: string, input: StepInput): Promise<StepCall[]> {
  const { agent } = chain;
  switch (verb) {
    case "propose": {
      const { recovery, acceptance = "0x" } = input;
      if (recovery === undefined) throw notHandedOver();
      await requireAcceptance(chain, recovery, caseId, acceptance);
      const call = await agent.propose.populateTransaction(asStruct(recovery), acceptance);
      return [{ call, gasLimit: gasFor("freeze", recovery.tokens.length) }];
    }
    case "approve": {
      const { approval } = input;
      if (approval === undefined) return [{ call: await agent.approve.populateTransaction(caseId) }];
      const { custodian, signature } = approval;
      return [{ call: await agent.approveBySignature.populateTransaction(caseId, custodian, signature) }];
    }
    case "contest":
      return [{ call: await agent.contest.populateTransaction(caseId) }];
    case "uphold":
      return [{ call: await agent.uphold.populateTransaction(caseId) }];
    case "reassign":
      return reassignCalls(chain, await findRecovery(chain, caseId), caseId);
    case "claims":
      throw notHandedOver();
    case "quarantine":
    case "cancel":
    case "execute":
    case "retry":
    case "release":
      return [await callOnCase(chain, verb, caseId, input)];
  }
}

async function callOnCase(
  chain: Chain,
  verb: "quarantine" | "cancel" | "execute" | "retry" | "release",
  caseId: string,
  { claims = [] }: StepInput,
): Promise<StepCall> {
  const { agent } = chain;
  const recovery = await findRecovery(chain, caseId);
  const struct = asStruct(recovery);
  const tokens = recovery.tokens.length;
  switch (verb) {
    case "quarantine":
      return { call: await agent.quarantine.populateTransaction(struct), gasLimit: gasFor("freeze", tokens) };
    case "cancel":
      return { call: await agent.cancel.populateTransaction(struct), gasLimit: gasFor("freeze", tokens) };
    case "execute":
      return { call: await agent.execute.populateTransaction(struct, claims), gasLimit: gasFor("recover", tokens) };
    case "retry":
      return { call: await agent.retry.populateTransaction(struct), gasLimit: gasFor("recover", tokens) };
    case "release":
      return { call: await releaseVerifiedCall(chain, recovery.registry, recovery.newWallet) };
  }
}

function notHandedOver(): BadInputError {
  return new BadInputError(
    "OtherCommand",
    "This step cannot be handed over to somebody else.",
    "Send it with --signer or --keystore.",
  );
}
