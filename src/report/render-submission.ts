import type { Unaskable } from "../claims/request";
import type { RevokedClaim, Revocation } from "../claims/revoke";
import type { SubmittedClaim } from "../claims/claims.types";
import type { Submission } from "../claims/submit";
import { nameTopic } from "../identity/topics";
import { renderTransactions } from "./render-execution";
import type { Setting } from "./setting";
import { indent, page, renderFacts, renderTable } from "./table";

/** What became of the claims that were handed in. */
export function renderSubmission(submission: Submission, setting: Setting): string {
  const { subject, claims, released, verified, transactions } = submission;
  const { colours } = setting;
  const good = claims.filter(({ outcome }) => outcome !== "refused").length;
  return page(
    `${colours.bold("Claims handed in")}  ${good} of ${claims.length}`,
    renderFacts(
      [
        ["wallet", `${subject.wallet}, ${verified ? "verified" : "not verified yet"}`],
        ["identity", subject.identity],
        ...released.map((registry): [string, string] => ["released", `from its quarantine by ${registry}`]),
      ],
      colours,
    ),
    renderOutcomes(claims, setting),
    renderTransactions(transactions, setting),
  );
}

export function renderRevocation({ identity, claims, transactions }: Revocation, setting: Setting): string {
  const { colours } = setting;
  const good = claims.filter(({ outcome }) => outcome !== "refused").length;
  return page(
    `${colours.bold("Claims revoked")}  ${good} of ${claims.length}`,
    renderFacts([["identity", identity]], colours),
    renderOutcomes(claims, setting),
    renderTransactions(transactions, setting),
  );
}

export function renderUnaskable(unaskable: readonly Unaskable[], { colours, topics }: Setting): string {
  if (unaskable.length === 0) return "";
  const lines = unaskable.map(({ topic, reason }) => `${colours.red("✖")} ${nameTopic(topic, topics)}: ${reason}`);
  return [colours.bold("Not asked for"), indent(lines.join("\n"))].join("\n");
}

function renderOutcomes(claims: readonly (SubmittedClaim | RevokedClaim)[], { colours, topics }: Setting): string {
  if (claims.length === 0) return "";
  const rows = claims.map(({ outcome, topic, issuer, reason }) => [
    outcome === "refused" ? colours.red("✖") : colours.green("✔"),
    outcome,
    nameTopic(topic, topics),
    issuer,
    reason,
  ]);
  const heads = ["", "", "topic", "issuer", "why"];
  return renderTable(
    heads.map((head) => ({ head })),
    rows,
    colours,
  );
}
