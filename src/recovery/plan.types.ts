import type { Blocker, Survey, TokenSurvey } from "./survey.types";
import type { RecoveryMode } from "./recovery";

/** Why a token would not be recovered now. Codes, not words: the report room has the words. */
export type Obstacle = "paused" | "agent missing" | "not verified" | "compliance refused" | "failed" | "pending";

export interface TokenPlan extends TokenSurvey {
  /** Everything known that stands in the way, what to do first in front; empty when nothing does. */
  readonly obstacles: readonly Obstacle[];
  /** Whether the lost wallet's key can move something of the token despite the case, now or when a pause ends. */
  readonly exposed: boolean;
}

/** A claim that the new wallet's identity still needs, and who is trusted to make it. */
export interface MissingClaim {
  readonly topic: bigint;
  readonly issuers: readonly string[];
}

export type PlanWarning =
  /** The agent cannot freeze these tokens: until it can, whoever holds the lost key can move them. */
  | { readonly code: "Unprotected"; readonly tokens: readonly string[] }
  /** Claims in hand that their issuers do not stand by: execution leaves them out. */
  | { readonly code: "ClaimsRefused"; readonly claims: readonly { readonly issuer: string; readonly topic: bigint }[] }
  /** No issuer is trusted for a topic that is required: nobody can make the claim. */
  | { readonly code: "NoIssuer"; readonly topics: readonly bigint[] }
  /** The new wallet gets its tokens, but neither sends nor receives until it has the claims on these topics. */
  | { readonly code: "AwaitsVerification"; readonly topics: readonly bigint[] }
  /** The node did not tell the registry's whole history: there may be further wallets of the lost identity. */
  | { readonly code: "OtherWalletsUnknown" }
  | { readonly code: "CodeAtWallet"; readonly wallet: string; readonly delegate: string }
  | { readonly code: "LooksLikeKnown"; readonly wallet: string; readonly known: string };

/** What is left to do, in order. Codes, not commands: the report room has the commands. */
export type Step =
  | { readonly step: "resolve"; readonly blocker: Blocker }
  | { readonly step: "accept" }
  | ({ readonly step: "sign claim" } & MissingClaim)
  | ({ readonly step: "add claim"; readonly identity: string } & MissingClaim)
  | { readonly step: "propose" }
  | { readonly step: "approve" }
  | { readonly step: "decide contest" }
  | { readonly step: "wait" }
  | { readonly step: "execute"; readonly withClaims: boolean }
  | { readonly step: "clear obstacles" }
  | { readonly step: "retry" }
  /** The person's other wallets follow to the replacement identity. */
  | { readonly step: "reassign"; readonly wallets: readonly string[] }
  /** Anybody may: the new wallet is free once it is verified. */
  | { readonly step: "release" }
  /** Anybody may: an expired case keeps its freezes until it is cancelled. */
  | { readonly step: "close" };

/** What becomes of a further wallet of an identity that is replaced. */
export interface OtherWalletPlan {
  readonly address: string;
  /** It follows to the replacement identity, or stays under the lost wallet's. */
  readonly fate: "moves" | "stays";
}

/** What a recovery would do and what stands in its way: decided from a survey alone. */
export interface Plan {
  readonly survey: Survey;
  readonly mode: RecoveryMode;
  /** The identity that the new wallet will have: predicted until the case executes. */
  readonly newIdentity: string;
  readonly tokens: readonly TokenPlan[];
  readonly otherWallets: readonly OtherWalletPlan[];
  /** Tokens that need nothing more once executed now. */
  readonly recoverable: number;
  readonly total: number;
  readonly requiredTopics: readonly bigint[];
  readonly missingClaims: readonly MissingClaim[];
  /** Whether every registry will hold the new wallet verified once the case executes with the claims in hand. */
  readonly verifiedAfterwards: boolean;
  /** What stands in the way of the case's next step; what only means waiting comes last. */
  readonly blockers: readonly Blocker[];
  /** Whether some blocker is more than waiting: nothing should be sent before it is gone. */
  readonly isBlocked: boolean;
  readonly warnings: readonly PlanWarning[];
  /** From the very next step to the end; empty when nothing is left. */
  readonly steps: readonly Step[];
  /** What these steps will use, estimated; 0 where it is not known. */
  readonly gas: bigint;
}

export interface PlanOptions {
  /** Lets a contract, or an account that delegates to one (EIP-7702), be the new wallet. */
  readonly allowContract?: boolean;
  /** Lets a new wallet look like a known address. */
  readonly allowLookalike?: boolean;
  /** Further addresses that the new wallet must not be mistaken for; those of the case are known anyway. */
  readonly knownAddresses?: readonly string[];
}
