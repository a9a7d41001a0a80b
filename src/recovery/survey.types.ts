import type { CaseStatus, Outcome, Standing } from "./outcome";
import type { Recovery } from "./recovery";

/** One token as it is now, and what execution would do to it. Amounts are in base units. */
export interface TokenSurvey {
  readonly address: string;
  readonly symbol: string;
  readonly decimals: number;
  readonly balance: bigint;
  readonly frozen: bigint;
  /** Whether the wallet as a whole is frozen on the token, by whomever. */
  readonly walletFrozen: boolean;
  /** Whether that freeze is the quarantine of a case, and not somebody else's. */
  readonly quarantined: boolean;
  readonly paused: boolean;
  /** Whether the registry of the case protects it by one write, so that it needs no freeze of its own. */
  readonly onSuite: boolean;
  /** Whether the recovery agent is an agent of the token. */
  readonly agentAdmitted: boolean;
  readonly outcome: Outcome;
  /** What the token or the agent reverted with, in words; empty when there is nothing to say. */
  readonly reason: string;
}

/** An error that stands in the way, decoded. */
export interface Blocker {
  readonly code: string;
  readonly message: string;
  readonly next: string;
}

export interface ClaimIssuerSurvey {
  readonly address: string;
  readonly topics: readonly bigint[];
}

/** A further wallet of the lost identity. */
export interface OtherWalletSurvey {
  readonly address: string;
  readonly standing: Standing | null;
}

/** All that was read for a preview: nothing is decided here. */
export interface Survey {
  readonly chainId: bigint;
  readonly agent: string;
  readonly caseId: string;
  readonly status: CaseStatus;
  readonly recovery: Recovery;
  readonly currentIdentity: string;
  readonly newIdentity: string;
  /** Whether that identity lives already: then execution adds no claims to it. */
  readonly newIdentityExists: boolean;
  /** Claim topics that the tokens' registries require of the new wallet. */
  readonly requiredTopics: readonly bigint[];
  readonly issuers: readonly ClaimIssuerSurvey[];
  /** Topics that the claims in hand cover, or that the new identity holds. */
  readonly coveredTopics: readonly bigint[];
  readonly refusedClaims: readonly { readonly issuer: string; readonly topic: bigint }[];
  readonly tokens: readonly TokenSurvey[];
  readonly blockers: readonly Blocker[];
  /** Whether the agent may register wallets. */
  readonly agentAdmittedToRegistry: boolean;
  readonly codeAtNewWallet: string;
  /** What the preview used, in gas; 0 where it is not known. */
  readonly gas: bigint;
  /** In the registry of the case; null when it keeps no standings, as one of the standard alone. */
  readonly lostWalletStanding: Standing | null;
  readonly newWalletStanding: Standing | null;
  /** When the identity is replaced: who else is registered under the lost wallet's. */
  readonly otherWallets: readonly OtherWalletSurvey[];
  /** Whether the registry's whole history was searched for them. */
  readonly otherWalletsComplete: boolean;
}
