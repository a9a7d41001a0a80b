import { getAddress } from "ethers";
import { looksLike } from "../shared/addresses";
import type { PlanOptions, PlanWarning } from "./plan.types";
import type { Blocker, Survey } from "./survey.types";

const DELEGATION = /^0xef0100([0-9a-f]{40})$/i;

type Finding = Extract<PlanWarning, { code: "CodeAtWallet" | "LooksLikeKnown" }>;

/** Whom an account's code delegates to (EIP-7702); empty when it delegates to nobody. */
export function delegateOf(code: string): string {
  const delegate = DELEGATION.exec(code)?.[1];
  return delegate === undefined ? "" : getAddress(`0x${delegate}`);
}

/** What is odd about the new wallet: a blocker until somebody allows it, a warning afterwards. */
export function judgeNewWallet(
  survey: Survey,
  options: PlanOptions,
): { readonly blockers: readonly Blocker[]; readonly warnings: readonly PlanWarning[] } {
  const undecided = survey.status === "none";
  const blockers: Blocker[] = [];
  const warnings: PlanWarning[] = [];
  for (const finding of findings(survey, options.knownAddresses ?? [])) {
    const allowed = finding.code === "CodeAtWallet" ? options.allowContract : options.allowLookalike;
    if (undecided && allowed !== true) blockers.push(blockerFor(finding));
    else warnings.push(finding);
  }
  return { blockers, warnings };
}

function findings(survey: Survey, furtherAddresses: readonly string[]): Finding[] {
  const { newWallet } = survey.recovery;
  const found: Finding[] = [];
  if (survey.codeAtNewWallet.length > 2) {
    found.push({ code: "CodeAtWallet", wallet: newWallet, delegate: delegateOf(survey.codeAtNewWallet) });
  }
  const known = [...addressesOf(survey), ...furtherAddresses].find((address) => looksLike(newWallet, address));
  if (known !== undefined) found.push({ code: "LooksLikeKnown", wallet: newWallet, known });
  return found;
}

function addressesOf({ recovery, agent, currentIdentity, newIdentity, issuers }: Survey): string[] {
  const contracts = [recovery.registry, agent, currentIdentity, newIdentity, ...recovery.tokens];
  return [recovery.lostWallet, ...contracts, ...issuers.map((issuer) => issuer.address)];
}

function blockerFor(finding: Finding): Blocker {
  if (finding.code === "LooksLikeKnown") {
    return {
      code: "LooksLikeKnown",
      message: `The new wallet ${finding.wallet} begins and ends like ${finding.known}, but is another address.`,
      next: "Compare every digit with the holder, on another channel; if it is right, add --allow-lookalike.",
    };
  }
  const what = finding.delegate === "" ? "is a contract" : `delegates to the contract ${finding.delegate} (EIP-7702)`;
  return {
    code: "CodeAtWallet",
    message: `The new wallet ${finding.wallet} ${what}: its code decides what happens to the tokens.`,
    next: "Use a wallet without code, or, if the holder means this one, add --allow-contract.",
  };
}
