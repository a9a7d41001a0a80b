import type { Plan } from "../recovery/plan.types";
import type { RecoveryMode } from "../recovery/recovery";
import type { Blocker } from "../recovery/survey.types";
import { onNetwork } from "./commands";
import type { Setting } from "./setting";
import { standingJson, type StandingJson } from "./standing-json";
import { tokenJson, type TokenJson } from "./token-json";

/** What `recovery preview --json` prints. docs/json.md has the meaning of every field. */
export interface PreviewJson {
  readonly caseId: string;
  readonly mode: RecoveryMode;
  readonly lostWallet: string;
  readonly newWallet: string;
  readonly identity: { readonly current: string; readonly replacement: string | null };
  readonly tokens: readonly TokenJson[];
  /** Topics as decimal strings. */
  readonly claims: { readonly required: readonly string[]; readonly missing: readonly string[] };
  readonly standing: StandingJson;
  readonly otherWallets: readonly { readonly address: string; readonly fate: string }[];
  readonly blockers: readonly Blocker[];
}

export function previewJson(plan: Plan, setting: Pick<Setting, "network" | "agentOption">): PreviewJson {
  const { caseId, recovery, currentIdentity } = plan.survey;
  return {
    caseId,
    mode: plan.mode,
    lostWallet: recovery.lostWallet,
    newWallet: recovery.newWallet,
    identity: { current: currentIdentity, replacement: plan.mode === "keep" ? null : plan.newIdentity },
    tokens: plan.tokens.map((token) =>
      tokenJson({ ...token, amount: token.balance, walletFrozen: token.walletFrozen && !token.quarantined }),
    ),
    claims: {
      required: plan.requiredTopics.map(String),
      missing: plan.missingClaims.map(({ topic }) => topic.toString()),
    },
    standing: standingJson(plan.survey),
    otherWallets: plan.otherWallets.map(({ address, fate }) => ({ address, fate })),
    blockers: plan.blockers.map(({ code, message, next }) => ({ code, message, next: onNetwork(next, setting) })),
  };
}
