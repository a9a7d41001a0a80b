import { toUtf8String } from "ethers";
import type { Gap, HeldClaim } from "../claims/claims.types";
import { nameTopic } from "../identity/topics";
import { writeInstant } from "../shared/instants";
import { quote } from "../shared/wording";
import type { Setting } from "./setting";
import { indent, page, renderFacts, renderTable } from "./table";

/** What is required, what is held, and what is missing, for the person who closes the gap. */
export function renderGap({ survey, missing }: Gap, setting: Setting): string {
  const { colours, topics } = setting;
  const covered = survey.required.length - missing.length;
  const summary = missing.length === 0 ? "nothing is missing" : `${missing.length} missing`;
  const lines = missing.map(({ topic, issuers }) => {
    const from = issuers.length === 0 ? "nobody who is trusted for it can be asked" : `from ${issuers.join(" or ")}`;
    return `${colours.red("✖")} ${nameTopic(topic, topics)}, ${from}`;
  });
  return page(
    `${colours.bold("Claims")}  ${covered} of ${survey.required.length} required, ${summary}`,
    renderFacts(subjectFacts(survey), colours),
    renderHeld(survey.held, setting),
    lines.length === 0 ? "" : [colours.bold("Missing"), indent(lines.join("\n"))].join("\n"),
    renderUnknownIssuers({ survey, missing }, setting),
  );
}

/** The claims of both identities, one a line. */
export function renderHeld(held: readonly HeldClaim[], { colours, topics }: Setting): string {
  if (held.length === 0) return "";
  const rows = held.map((claim) => [
    claim.standing === "valid" && claim.isTrusted ? colours.green("✔") : colours.red("✖"),
    claim.isTrusted ? claim.standing : `${claim.standing}, not trusted`,
    nameTopic(claim.topic, topics),
    payloadInWords(claim.payload),
    validityInWords(claim),
    claim.issuer,
    claim.identity,
  ]);
  const heads = ["", "standing", "topic", "says", "until", "issuer", "identity"];
  return renderTable(
    heads.map((head) => ({ head })),
    rows,
    colours,
  );
}

export function subjectFacts({ subject, identityExists }: Gap["survey"]): [string, string][] {
  const { caseId, wallet, identity, lostIdentity, registries } = subject;
  return [
    ...(caseId === null ? [] : [["case", caseId] as [string, string]]),
    ["wallet", wallet],
    ["identity", `${identity}${identityExists ? "" : " (predicted)"}`],
    ...(lostIdentity === null ? [] : [["replaces", lostIdentity] as [string, string]]),
    ["registries", registries.join(", ")],
  ];
}

/** A text where the bytes are one, else hexadecimal. */
export function payloadInWords(payload: string): string {
  if (payload === "0x") return "nothing more";
  try {
    const text = toUtf8String(payload);
    return /^[ -~]+$/.test(text) ? quote(text) : payload;
  } catch {
    return payload;
  }
}

function validityInWords({ validUntil }: HeldClaim): string {
  if (validUntil === undefined) return "–";
  return validUntil === 0n ? "no end" : writeInstant(validUntil);
}

function renderUnknownIssuers({ survey }: Gap, { colours }: Setting): string {
  const unknown = survey.issuers.filter(({ format }) => format === "unknown");
  if (unknown.length === 0) return "";
  const lines = unknown.map(({ address, found }) => `${colours.yellow("!")} ${address}: ${found}`);
  return [colours.bold("Issuers whose format is not known"), indent(lines.join("\n"))].join("\n");
}
