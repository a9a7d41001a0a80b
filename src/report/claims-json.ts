import type { Gap, HeldClaim } from "../claims/claims.types";
import type { ClaimRequest, RequestPlan, Unaskable } from "../claims/request";
import type { Revocation } from "../claims/revoke";
import type { Submission } from "../claims/submit";
import { topicName, type TopicNames } from "../identity/topics";
import { writeInstant } from "../shared/instants";
import { transactionJson, type TransactionJson } from "./token-json";

interface TopicJson {
  readonly topic: string;
  readonly name: string;
}

interface HeldJson extends TopicJson {
  readonly issuer: string;
  readonly identity: string;
  readonly format: string;
  readonly standing: string;
  readonly trusted: boolean;
  readonly payload: string;
  readonly issuedAt: string | null;
  readonly validUntil: string | null;
}

/** What `claims gap --json` prints. docs/json.md has the meaning of every field. */
export interface GapJson {
  readonly wallet: string;
  readonly identity: string;
  readonly required: readonly TopicJson[];
  readonly held: readonly HeldJson[];
  readonly missing: readonly (TopicJson & { readonly issuers: readonly string[] })[];
  readonly issuers: readonly {
    readonly address: string;
    readonly topics: readonly string[];
    readonly format: string;
  }[];
}

export function gapJson({ survey, missing }: Gap, names?: TopicNames): GapJson {
  return {
    wallet: survey.subject.wallet,
    identity: survey.subject.identity,
    required: survey.required.map((topic) => topicJson(topic, names)),
    held: survey.held.map((claim) => heldJson(claim, names)),
    missing: missing.map(({ topic, issuers }) => ({ ...topicJson(topic, names), issuers })),
    issuers: survey.issuers.map(({ address, topics, format }) => ({ address, topics: topics.map(String), format })),
  };
}

export function heldJson(claim: HeldClaim, names?: TopicNames): HeldJson {
  const { topic, issuer, identity, format, standing, isTrusted, payload, issuedAt, validUntil } = claim;
  return {
    ...topicJson(topic, names),
    issuer,
    identity,
    format,
    standing,
    trusted: isTrusted,
    payload,
    issuedAt: issuedAt === undefined ? null : writeInstant(issuedAt),
    validUntil: validUntil === undefined || validUntil === 0n ? null : writeInstant(validUntil),
  };
}

export function requestsJson(
  written: readonly { readonly request: ClaimRequest; readonly file: string }[],
  { unaskable }: Pick<RequestPlan, "unaskable">,
  names?: TopicNames,
): object {
  const requests = written.map(({ request: { issuer, format, identity, claims }, file }) => ({
    issuer,
    format,
    identity,
    topics: claims.map(({ topic }) => topic.toString()),
    kept: claims.filter(({ kept }) => kept).map(({ topic }) => topic.toString()),
    file,
  }));
  return { requests, refused: unaskableJson(unaskable, names) };
}

export function unaskableJson(unaskable: readonly Unaskable[], names?: TopicNames): object[] {
  return unaskable.map(({ topic, reason }) => ({ ...topicJson(topic, names), reason }));
}

/** What `claims submit --json` prints. */
export interface SubmissionJson {
  readonly wallet: string;
  readonly identity: string;
  readonly claims: readonly object[];
  readonly released: readonly string[];
  readonly verified: boolean;
  readonly transactions: readonly TransactionJson[];
}

export function submissionJson({ subject, claims, released, verified, transactions }: Submission): SubmissionJson {
  const { wallet, identity } = subject;
  return { wallet, identity, claims, released, verified, transactions: transactions.map(transactionJson) };
}

export function revocationJson({ identity, claims, transactions }: Revocation): object {
  return { identity, claims, transactions: transactions.map(transactionJson) };
}

function topicJson(topic: bigint, names?: TopicNames): TopicJson {
  return { topic: topic.toString(), name: topicName(topic, names) };
}
