import type { ClaimFormat } from "../identity/claim-format";
import type { Gap, MissingClaim } from "./claims.types";

/** What one issuer is asked to say, in one file. */
export interface ClaimRequest {
  readonly chainId: bigint;
  /** Null outside of a case. */
  readonly caseId: string | null;
  readonly wallet: string;
  readonly identity: string;
  readonly issuer: string;
  readonly format: ClaimFormat;
  /** The chain's time when it was asked for, in seconds since 1970; zero where no chain was asked. */
  readonly requestedAt: bigint;
  readonly claims: readonly RequestedClaim[];
}

export interface RequestedClaim {
  readonly topic: bigint;
  /** What an issuer said before, to be said again unless it says otherwise; null where nobody did. */
  readonly payload: string | null;
  /** The payload comes from the holder's vault; the chain has it no more. */
  readonly kept?: true;
}

/** A topic that nobody can be asked for, and why. */
export interface Unaskable {
  readonly topic: bigint;
  readonly reason: string;
}

export interface RequestPlan {
  readonly requests: readonly ClaimRequest[];
  readonly unaskable: readonly Unaskable[];
}

/**
 * One request for each issuer that is needed.
 * @param only The issuers who may be asked; all when left out.
 */
export function planRequests(gap: Gap, only?: readonly string[]): RequestPlan {
  const asked = new Map<string, RequestedClaim[]>();
  const unaskable: Unaskable[] = [];
  for (const missing of gap.missing) {
    const issuer = missing.issuers.find((candidate) => only?.includes(candidate) ?? true);
    if (issuer === undefined) unaskable.push({ topic: missing.topic, reason: whyNobody(gap, missing, only) });
    else asked.set(issuer, [...(asked.get(issuer) ?? []), requestedClaim(missing)]);
  }
  const { chainId, subject, issuers, now: requestedAt } = gap.survey;
  const { caseId, wallet, identity } = subject;
  const requests = [...asked].flatMap(([issuer, claims]) => {
    const format = issuers.find(({ address }) => address === issuer)?.format;
    if (format === undefined || format === "unknown") return [];
    return [{ chainId, caseId, wallet, identity, issuer, format, requestedAt, claims }];
  });
  return { requests, unaskable };
}

function requestedClaim({ topic, earlier, isKept }: MissingClaim): RequestedClaim {
  return { topic, payload: earlier?.payload ?? null, ...(isKept === undefined ? {} : { kept: isKept }) };
}

function whyNobody({ survey }: Gap, { topic, issuers }: MissingClaim, only: readonly string[] | undefined): string {
  const trusted = survey.issuers.filter(({ topics }) => topics.includes(topic));
  if (trusted.length === 0) return "no issuer is trusted for it by every registry that requires it";
  if (issuers.length > 0 && only !== undefined) return `of its issuers (${issuers.join(", ")}) none was named`;
  const unknown = trusted.map(({ address, found }) => `${address}: ${found}`);
  return `the format of its issuers is not known (${unknown.join("; ")})`;
}
