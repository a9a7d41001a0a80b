import type { DirectoryUser, UserAccess } from "../directory/directory";

/** What the chain knows of one wallet. */
export interface WalletFacts {
  readonly address: string;
  /** Whether it counts: it is registered, and no other took its place. */
  readonly effective: boolean;
  /** The wallet that replaced it; zero when it was never lost. */
  readonly successor: string;
  /** Zero when there is none. */
  readonly liveCase: string;
  /** Where it is registered, and under which identity; empty when nowhere. */
  readonly registrations: readonly {
    readonly registry: string;
    readonly identity: string;
    readonly verified: boolean;
  }[];
}

/** The person behind a recovery, as the directory has them. */
export interface Person {
  readonly user: DirectoryUser;
  readonly access: UserAccess;
  readonly directory: string;
}

/** Everything around a recovery that a preview shows beside the plan. */
export interface Situation {
  /** Undefined when nobody named a user. */
  readonly person?: Person;
  /** The user's wallets, or the lost one alone. */
  readonly wallets: readonly WalletFacts[];
  /** Undefined when the tokens were named. */
  readonly found?: { readonly served: number; readonly configured: number; readonly held: number };
  /** Of one unit of gas now, in wei. */
  readonly feePerGas: bigint;
}
