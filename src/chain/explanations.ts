import { AGENT_ROLES } from "../provision/role-table";
import { EXIT, type ExitCode } from "../shared/errors";
import { caseStatusOf } from "./enums";

export interface Explanation {
  readonly code: string;
  readonly exit: ExitCode;
  readonly message: string;
  readonly next: string;
}

type Values = Record<string, unknown>;
/** @param step The agent's function that was called, where that is known. */
type Explain = (values: Values, step?: string) => Explanation;

const text = (value: unknown): string => String(value);
const time = (value: unknown): string => new Date(Number(value) * 1000).toISOString().replace(".000Z", "Z");
const STATUS = "npx hardhat recovery status --case";

const refused = (code: string, message: string, next: string): Explanation => ({
  code,
  exit: EXIT.refused,
  message,
  next,
});
const unauthorized = (code: string, message: string, next: string): Explanation => ({
  code,
  exit: EXIT.notAuthorized,
  message,
  next,
});
const input = (code: string, message: string, next: string): Explanation => ({
  code,
  exit: EXIT.badInput,
  message,
  next,
});

/** What each error of the recovery agent means to the person who meets it. */
export const EXPLANATIONS: Readonly<Record<string, Explain>> = {
  RecoveryAgentSameWallet: (v) =>
    input(
      "SameWallet",
      `The lost and the new wallet are the same: ${text(v["wallet"])}.`,
      "Name a fresh wallet with --new.",
    ),
  RecoveryAgentForbiddenWallet: (v) =>
    input(
      "ForbiddenAddress",
      `${text(v["wallet"])} is the zero address or one of the system's own contracts, not a wallet.`,
      "Name the person's own account.",
    ),
  RecoveryAgentTokensNotAscending: (v) =>
    input("BadTokens", `Token ${text(v["next"])} is named twice or out of order.`, "Name each token once."),
  RecoveryAgentWrongNonce: (v) =>
    refused(
      "StalePlan",
      `The plan is for recovery number ${text(v["given"])} of the lost wallet; the next one is ${text(v["expected"])}.`,
      "Preview again, and have the new wallet accept the new case.",
    ),
  RecoveryAgentRegistryUnusable: (v) =>
    refused(
      "WrongContract",
      `${text(v["registry"])} does not answer as an identity registry.`,
      "Name the token's registry with --registry.",
    ),
  RecoveryAgentNotRegistered: (v) =>
    refused(
      "NotRegistered",
      `${text(v["lostWallet"])} is not registered in ${text(v["registry"])}.`,
      "Check the lost wallet's address; ask the issuer which wallet the person was registered with.",
    ),
  RecoveryAgentAlreadyRegistered: (v) =>
    refused(
      "AlreadyRegistered",
      `The new wallet ${text(v["newWallet"])} is registered already, for identity ${text(v["identity"])}.`,
      "Create a fresh one: npx hardhat wallet create --out new-wallet.json",
    ),
  RecoveryAgentEverLost: (v) =>
    refused(
      "EverLost",
      `The new wallet ${text(v["newWallet"])} was itself lost once; ${text(v["successor"])} replaced it for ever.`,
      "Create a fresh one: npx hardhat wallet create --out new-wallet.json",
    ),
  RecoveryAgentOtherSuccessor: (v) =>
    refused(
      "EverLost",
      `${text(v["lostWallet"])} is lost already; ${text(v["successor"])} stands in its place.`,
      `Recover what was found later to that wallet: --new ${text(v["successor"])}`,
    ),
  RecoveryAgentWalletQuarantined: (v) =>
    refused(
      "WalletQuarantined",
      `The registry holds ${text(v["wallet"])} in quarantine for the case ${text(v["caseId"])}.`,
      "Wait until that case is over, or name another wallet.",
    ),
  RecoveryAgentCaseLive: (v) =>
    refused(
      "CaseLive",
      `${text(v["wallet"])} is part of the live case ${text(v["caseId"])}.`,
      `${STATUS} ${text(v["caseId"])}`,
    ),
  RecoveryAgentTooManyLiveCases: (v) =>
    refused(
      "TooManyLiveCases",
      `${text(v["live"])} cases are live, as many as the policy allows.`,
      "Finish or cancel some first: npx hardhat recovery list",
    ),
  RecoveryAgentIdentityMismatch: (v) =>
    refused(
      "IdentityChanged",
      `The registry has identity ${text(v["actual"])} for ${text(v["wallet"])}, but the case needs ${text(v["expected"])}.`,
      "Find out who changed the registration; then cancel the case and propose anew.",
    ),
  RecoveryAgentNewWalletNotManager: (v) =>
    refused(
      "NewWalletNotManager",
      `The new wallet ${text(v["newWallet"])} is no management key of the identity ${text(v["identity"])} that should be kept.`,
      "Add it with another management key, or replace the identity (leave out --keep-identity).",
    ),
  RecoveryAgentLostWalletStillManager: (v) =>
    refused(
      "LostWalletStillManager",
      `The lost wallet ${text(v["lostWallet"])} is still a management key of the identity ${text(v["identity"])}.`,
      "Remove it with another management key, or replace the identity (leave out --keep-identity).",
    ),
  RecoveryAgentNotAccepted: (v) =>
    unauthorized(
      "NotAccepted",
      `The acceptance is not a signature of the new wallet ${text(v["newWallet"])} over the case ${text(v["caseId"])}.`,
      "npx hardhat wallet accept --plan plan.json --keystore new-wallet.json --out acceptance.json",
    ),
  RecoveryAgentCaseUnknown: (v) =>
    refused("CaseUnknown", `There is no case ${text(v["caseId"])} on this chain.`, "npx hardhat recovery list"),
  RecoveryAgentWrongStatus: (v) => wrongStatus(text(v["caseId"]), caseStatusOf(v["status"] as bigint)),
  RecoveryAgentTooEarly: (v) =>
    refused(
      "TooEarly",
      `The case may be executed from ${time(v["readyAt"])} on, not before.`,
      `${STATUS} ${text(v["caseId"])}`,
    ),
  RecoveryAgentNotEnoughApprovals: (v) =>
    unauthorized(
      "NotEnoughApprovals",
      `${text(v["approvals"])} of ${text(v["threshold"])} approvals count now.`,
      `A custodian: npx hardhat recovery approve --case ${text(v["caseId"])}`,
    ),
  RecoveryAgentApproverIsProposer: (v) =>
    unauthorized(
      "ApprovalInvalid",
      `${text(v["custodian"])} proposed this case and cannot approve it too.`,
      `Another custodian: npx hardhat recovery approve --case ${text(v["caseId"])}`,
    ),
  RecoveryAgentAlreadyApproved: (v) =>
    unauthorized(
      "ApprovalInvalid",
      `${text(v["custodian"])} approved this case before.`,
      `${STATUS} ${text(v["caseId"])}`,
    ),
  RecoveryAgentApprovalInvalid: (v) =>
    unauthorized(
      "ApprovalInvalid",
      `That is not a signature of ${text(v["custodian"])} over the approval of ${text(v["caseId"])} on this chain and contract.`,
      `npx hardhat recovery approve --case ${text(v["caseId"])} --sign --out approval.json`,
    ),
  RecoveryAgentNotCustodian: (v) =>
    unauthorized(
      "RoleMissing",
      `${text(v["account"])} is not a custodian.`,
      "Use a custodian's account with --signer or --keystore.",
    ),
  RecoveryAgentDirectCallRequired: () =>
    unauthorized(
      "RoleMissing",
      "Proposing and approving need the person's own call, not the authority's.",
      "Call the agent directly.",
    ),
  RecoveryAgentNotHolder: (v) =>
    unauthorized(
      "RoleMissing",
      `${text(v["caller"])} is neither the lost wallet nor a management key of its identity, so it cannot contest.`,
      `${STATUS} ${text(v["caseId"])}`,
    ),
  RecoveryAgentContestedBefore: (v) =>
    refused(
      "Contested",
      "The case was contested before, and upheld; it cannot be contested again.",
      `${STATUS} ${text(v["caseId"])}`,
    ),
  RecoveryAgentRegistryRefused: (v) =>
    refused(
      "RegistryRefused",
      `The registry ${text(v["registry"])} did not do what the case needs.`,
      "Make the recovery agent an agent of the registry: its owner calls addAgent(<recovery agent>).",
    ),
  RecoveryAgentNotRecoverable: (v) =>
    refused(
      "NotRecoverable",
      `The registry ${text(v["registry"])} keeps no successors: under another identity, the rules of its tokens would lose sight of what the other wallets hold.`,
      "Leave the other wallets with the old identity, or recover each by a case of its own.",
    ),
  RecoveryAgentIdentityKept: (v) =>
    refused(
      "IdentityKept",
      `The case kept the identity ${text(v["identity"])}, so the person's other wallets have it still.`,
      `${STATUS} ${text(v["caseId"])}`,
    ),
  RecoveryAgentGasTooLow: (v) =>
    refused(
      "GasTooLow",
      `${text(v["gasLeft"])} gas is left for a step that needs ${text(v["needed"])}.`,
      "Send it again with more gas.",
    ),
  IdentityRegistryNotVerified: (v) =>
    refused(
      "NotVerified",
      `The new wallet ${text(v["wallet"])} is not verified yet: it waits in quarantine until its identity has every claim.`,
      "npx hardhat recovery preview --case <id>",
    ),
  AccessManagedUnauthorized: (v, step) => {
    const role = AGENT_ROLES.find(({ functions }) => step !== undefined && functions.includes(step));
    return unauthorized(
      "RoleMissing",
      `${text(v["caller"])} lacks the role ${role === undefined ? "for this step" : `${role.name}, which may ${step}`}.`,
      "Use the account that holds it, with --signer or --keystore.",
    );
  },
};

function wrongStatus(caseId: string, status: string): Explanation {
  const next = `${STATUS} ${caseId}`;
  if (status === "contested") {
    return refused("Contested", "The holder contests this case: a guardian has to uphold or cancel it.", next);
  }
  if (status === "none")
    return refused("CaseUnknown", `There is no case ${caseId} on this chain.`, "npx hardhat recovery list");
  if (status === "proposed" || status === "ready") {
    return refused("WrongStatus", `The case is ${status}; this step comes at another time.`, next);
  }
  return refused("CaseClosed", `The case is ${status}; that is final.`, next);
}
