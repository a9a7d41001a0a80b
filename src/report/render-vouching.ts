import type { Vouching } from "../claims/vouching";
import type { HashCard } from "../identity/hash-card";
import { nameTopic, type TopicNames } from "../identity/topics";
import { writeInstant } from "../shared/instants";
import { payloadInWords } from "./render-claims";
import { renderHashCard } from "./render-hash-card";

/** What is to be signed, and what a hardware wallet shows of it. */
export interface ShownVouching {
  readonly vouching: Vouching;
  readonly card: HashCard;
}

/** What somebody who signs for an issuer has to know before they do. */
export function renderVouchings(shown: readonly ShownVouching[], signer: string, names?: TopicNames): string {
  const one = shown.length === 1;
  return [
    `${signer} is about to vouch for an identity, in its issuer's name${one ? "" : `, ${shown.length} times`}.`,
    ...shown.map(({ vouching, card }, index) => {
      const title = one ? [] : [`Claim ${index + 1} of ${shown.length}`];
      return [...title, renderVouching(vouching, names), renderHashCard(card)].join("\n\n");
    }),
  ].join("\n\n");
}

function renderVouching(vouching: Vouching, names?: TopicNames): string {
  const { chainId, issuer, subject, topic, payload, format, issuedAt, validUntil, isKept } = vouching;
  const times =
    format === "typed"
      ? [
          `  from      ${writeInstant(issuedAt)}`,
          `  until     ${validUntil === 0n ? "no end: until somebody revokes it" : writeInstant(validUntil)}`,
        ]
      : ["  until     no end: this issuer's claims carry no time, and name neither chain nor issuer"];
  return [
    `  identity  ${subject}`,
    `  topic     ${nameTopic(topic, names)}`,
    `  says      ${payloadInWords(payload)}`,
    ...(isKept
      ? ["            as the holder's vault kept it: no identity on chain has it; compare it with your records"]
      : []),
    ...times,
    `  issuer    ${issuer} on chain ${chainId}`,
  ].join("\n");
}
