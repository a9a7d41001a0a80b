import { parseUnits } from "ethers";

import type { Rules } from "./t-rex/modules";

/** Topic of the one claim that every token asks for. */
export const KYC_TOPIC = 1n;
/** ISO 3166-1 numeric code of Switzerland, where the holders live. */
export const COUNTRY = 756;

/** The five situations in which a lost wallet can be, in the stage's order. */
export const HOLDINGS = ["plain", "partlyFrozen", "walletFrozen", "freezeOnly", "paused"] as const;

export type Holding = (typeof HOLDINGS)[number];

/** A token as its issuer made it, and what the holder has of it. */
export interface HoldingTerms {
  readonly name: string;
  readonly symbol: string;
  readonly decimals: number;
  readonly rules?: Rules;
  readonly balance: bigint;
  /** The part of the balance that an agent froze. */
  readonly frozen: bigint;
  /** An agent froze the wallet itself. */
  readonly walletFrozen: boolean;
  /** The token stays paused, and `admitAgent` passes it over. */
  readonly paused: boolean;
  /** What the second holder has: no recovery may touch it. */
  readonly secondBalance: bigint;
}

export const TERMS: Readonly<Record<Holding, HoldingTerms>> = {
  plain: {
    name: "Lakeside Property Shares",
    symbol: "LAKE",
    decimals: 0,
    rules: { maxBalance: 10_000n, countries: [COUNTRY] },
    balance: 1_200n,
    frozen: 0n,
    walletFrozen: false,
    paused: false,
    secondBalance: 300n,
  },
  partlyFrozen: {
    name: "Alpine Rail Bond 2031",
    symbol: "RAIL",
    decimals: 2,
    rules: { maxBalance: parseUnits("50000", 2), countries: [COUNTRY] },
    balance: parseUnits("8500", 2),
    frozen: parseUnits("2500", 2),
    walletFrozen: false,
    paused: false,
    secondBalance: parseUnits("100", 2),
  },
  walletFrozen: {
    name: "Harbour Fund Units",
    symbol: "HARB",
    decimals: 6,
    balance: parseUnits("310.5", 6),
    frozen: 0n,
    walletFrozen: true,
    paused: false,
    secondBalance: parseUnits("20", 6),
  },
  freezeOnly: {
    name: "Solar Notes 2029",
    symbol: "SOLR",
    decimals: 18,
    balance: 0n,
    frozen: 0n,
    walletFrozen: true,
    paused: false,
    secondBalance: parseUnits("5", 18),
  },
  paused: {
    name: "Vineyard Participation",
    symbol: "VINE",
    decimals: 18,
    balance: parseUnits("75", 18),
    frozen: 0n,
    walletFrozen: false,
    paused: true,
    secondBalance: parseUnits("25", 18),
  },
};
