import type { Recovery } from "../recovery/recovery";
import type { Setting } from "./setting";

const NO_EVIDENCE = /^0x0*$/;

type Place = Pick<Setting, "network" | "agentOption" | "planFile">;

/** What a person signs or writes alone needs no node, and so no network. */
const OFFLINE = /npx hardhat (wallet|claims sign|account|vault (export|import|push|pull|share))\b/;

/**
 * Names the network in a next step that ends with a command, unless it is Hardhat's own or the command needs none; and
 * the agent, where it had to be named.
 */
export function onNetwork(next: string, { network, agentOption }: Pick<Setting, "network" | "agentOption">): string {
  const isCommand = next.includes("npx hardhat ") && !next.includes("--network") && !OFFLINE.test(next);
  if (!isCommand) return next;
  const named = agentOption === undefined || !/npx hardhat (recovery|claims) /.test(next) || next.includes("--agent");
  return `${next}${named ? "" : ` --agent ${agentOption}`}${network === "hardhat" ? "" : ` --network ${network}`}`;
}

export function previewCommand(recovery: Recovery, place: Place): string {
  const { lostWallet, newWallet, tokens, registry, identity, evidence } = recovery;
  const options = [
    `--lost ${lostWallet}`,
    `--new ${newWallet}`,
    ...(tokens.length > 0 ? [`--tokens ${tokens.join(",")}`] : []),
    `--registry ${registry}`,
    ...(BigInt(identity) === 0n ? [] : ["--keep-identity"]),
    ...(NO_EVIDENCE.test(evidence) ? [] : [`--evidence ${evidence}`]),
    `--out ${planOf(place)}`,
  ];
  return onNetwork(`npx hardhat recovery preview ${options.join(" ")}`, place);
}

export function acceptCommand(place: Place): string {
  return `npx hardhat wallet accept --plan ${planOf(place)} --keystore new-wallet.json --out acceptance.json`;
}

/** The request that an issuer signs offline. */
export function requestClaimsCommand(place: Place): string {
  return onNetwork(`npx hardhat claims request --plan ${planOf(place)}`, place);
}

export function requestClaimsOfCaseCommand(place: Place, caseId: string): string {
  return onNetwork(`npx hardhat claims request --case ${caseId}`, place);
}

export function proposeCommand(place: Place): string {
  return onNetwork(`npx hardhat recovery propose --plan ${planOf(place)} --acceptance acceptance.json`, place);
}

export function executeCommand(place: Place, caseId: string, withClaims: boolean): string {
  return onNetwork(`npx hardhat recovery execute --case ${caseId}${withClaims ? " --claims claims.json" : ""}`, place);
}

/** Tasks that need no more than a case. */
export type CaseVerb =
  | "preview"
  | "quarantine"
  | "approve"
  | "contest"
  | "uphold"
  | "cancel"
  | "retry"
  | "reassign"
  | "release"
  | "status"
  | "report"
  | "audit";

export function caseCommand(place: Place, verb: CaseVerb, caseId: string): string {
  return onNetwork(`npx hardhat recovery ${verb} --case ${caseId}`, place);
}

export function listCommand(place: Place): string {
  return onNetwork("npx hardhat recovery list", place);
}

function planOf({ planFile = "plan.json" }: Place): string {
  return shellWord(planFile);
}

/** A file's name as a shell takes it. */
export function shellWord(name: string): string {
  return /^[\w./@%+=:,-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}
