import type { UserAccess } from "../directory/directory";
import type { Plan } from "../recovery/plan.types";
import type { RecoveryMode } from "../recovery/recovery";
import type { Blocker } from "../recovery/survey.types";
import type { Situation, WalletFacts } from "../recovery/situation.types";
import { onNetwork } from "./commands";
import { accessJson, userJson, type AccessJson, type UserJson } from "./directory-json";
import type { Setting } from "./setting";
import { standingJson, type StandingJson } from "./standing-json";
import { tokenJson, type TokenJson } from "./token-json";

/** What `recovery preview --json` prints. docs/json.md has the meaning of every field. */
export interface PreviewJson extends AccessJson {
  readonly caseId: string;
  readonly mode: RecoveryMode;
  readonly lostWallet: string;
  readonly newWallet: string;
  readonly identity: { readonly current: string; readonly replacement: string | null };
  readonly tokens: readonly TokenJson[];
  /** Topics as decimal strings. */
  readonly claims: {
    readonly required: readonly string[];
    readonly missing: readonly string[];
    readonly verifiedAfterwards: boolean;
  };
  readonly standing: StandingJson;
  readonly otherWallets: readonly { readonly address: string; readonly fate: string }[];
  readonly blockers: readonly Blocker[];
  /** Null where nobody named a user. */
  readonly user: UserJson | null;
  readonly wallets: readonly WalletJson[];
  /** Null where the tokens were named. */
  readonly found: { readonly served: number; readonly configured: number; readonly held: number } | null;
  readonly estimate: { readonly gas: number; readonly feePerGas: string; readonly fee: string };
}

export interface WalletJson {
  readonly address: string;
  readonly effective: boolean;
  readonly identity: string | null;
  readonly verified: boolean;
  readonly quarantined: boolean;
  readonly successor: string | null;
  readonly liveCase: string | null;
}

const NO_ACCESS: UserAccess = { sessions: [], apiKeys: [], factors: [], lingersFor: 0 };
/** Of a plan without anything around it. */
const ALONE: Situation = { wallets: [], feePerGas: 0n };

export function previewJson(
  plan: Plan,
  setting: Pick<Setting, "network" | "agentOption">,
  { person, wallets, found, feePerGas }: Situation = ALONE,
): PreviewJson {
  const { caseId, recovery, currentIdentity } = plan.survey;
  const { gas } = plan;
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
      verifiedAfterwards: plan.verifiedAfterwards,
    },
    standing: standingJson(plan.survey),
    otherWallets: plan.otherWallets.map(({ address, fate }) => ({ address, fate })),
    blockers: plan.blockers.map(({ code, message, next }) => ({ code, message, next: onNetwork(next, setting) })),
    user: person === undefined ? null : userJson(person.user),
    ...accessJson(person?.access ?? NO_ACCESS),
    wallets: wallets.map((wallet) => walletJson(wallet, isQuarantined(plan, wallet.address))),
    found: found === undefined ? null : { served: found.served, configured: found.configured, held: found.held },
    estimate: { gas: Number(gas), feePerGas: feePerGas.toString(), fee: (gas * feePerGas).toString() },
  };
}

/** Whether a case froze the wallet on some token of the plan. */
export function isQuarantined({ survey }: Plan, wallet: string): boolean {
  return wallet === survey.recovery.lostWallet && survey.tokens.some(({ quarantined }) => quarantined);
}

function walletJson(wallet: WalletFacts, quarantined: boolean): WalletJson {
  const [registration] = wallet.registrations;
  return {
    address: wallet.address,
    effective: wallet.effective,
    identity: registration?.identity ?? null,
    verified: wallet.registrations.some(({ verified }) => verified),
    quarantined,
    successor: known(wallet.successor),
    liveCase: known(wallet.liveCase),
  };
}

const known = (value: string): string | null => (BigInt(value) === 0n ? null : value);
