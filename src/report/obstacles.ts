import type { Outcome } from "../recovery/outcome";
import type { Obstacle } from "../recovery/plan.types";
import { printable } from "./printable";

/** A token that was, or would be, tried. What is known of it beyond its outcome makes the reason complete. */
export interface TriedToken {
  readonly address: string;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly paused?: boolean;
  readonly agentAdmitted?: boolean;
  readonly obstacles?: readonly Obstacle[];
}

export function obstaclesOf({ outcome, paused, agentAdmitted, obstacles }: TriedToken): readonly Obstacle[] {
  if (obstacles !== undefined) return obstacles;
  if (outcome === "recovered" || outcome === "nothing held" || outcome === "settled before") return [];
  const known = new Set<Obstacle>();
  if (paused === true || outcome === "paused") known.add("paused");
  if (agentAdmitted === false) known.add("agent missing");
  return [...known.add(outcome)];
}

export function isDone(token: TriedToken): boolean {
  return obstaclesOf(token).length === 0;
}

/** Why a token is not recovered, in words; empty when it is. */
export function reasonOf(token: TriedToken): string {
  const obstacles = obstaclesOf(token);
  const sure = obstacles.filter((obstacle) => obstacle !== "pending");
  const told = sure.length > 0 ? sure : obstacles;
  return told.map((obstacle) => REASON[obstacle](printable(token.reason))).join(", and ");
}

/** One line, to stand in a table's cell. */
export function outcomeInWords(token: TriedToken): string {
  const obstacles = obstaclesOf(token).filter((obstacle) => obstacle !== "pending");
  return obstacles.length === 0 ? token.outcome : obstacles.join(", ");
}

/** Who has to do what before a token can be recovered. */
export function nextStepsOf(token: TriedToken, agent = "<recovery agent>"): string[] {
  return obstaclesOf(token).flatMap((obstacle) => {
    const next = NEXT[obstacle](token.address, agent);
    return next === "" ? [] : [next];
  });
}

const REASON: Readonly<Record<Obstacle, (told: string) => string>> = {
  paused: () => "the token is paused",
  "agent missing": () => "the recovery agent is not an agent of the token",
  "not verified": () => "the new wallet is not verified",
  "compliance refused": (told) => withReason("the token's compliance refuses the transfer", told),
  failed: (told) => (told === "" ? "the token refused without a reason" : told),
  pending: (told) => (told === "" ? "not tried yet" : told),
};

const NEXT: Readonly<Record<Obstacle, (token: string, agent: string) => string>> = {
  paused: (token) => `An agent of the token calls unpause() on ${token}.`,
  "agent missing": (token, agent) => `The owner of the token calls addAgent(${agent}) on ${token}.`,
  "not verified": () => "The trusted issuers make the missing claims for the new wallet's identity.",
  "compliance refused": (token) => `The owner of ${token} lets its compliance accept the new wallet.`,
  failed: (token) => `The issuer of ${token} finds out why it refuses.`,
  pending: () => "",
};

function withReason(sentence: string, told: string): string {
  return told === "" ? sentence : `${sentence} (${told})`;
}
