import {
  ZeroAddress,
  type AddressLike,
  type BytesLike,
  type ContractTransactionReceipt,
  encodeBytes32String,
} from "ethers";
import {
  ClaimPolicy__factory,
  IdentityRegistryStorage__factory,
  IdentityRegistry__factory,
  ModularCompliance__factory,
  Token__factory,
  type ClaimPolicy,
  type IdentityRegistry,
  type IdentityRegistryStorage,
  type ModularCompliance,
  type Token,
} from "../../../typechain-types";
import type { SuiteTermsStruct } from "../../../typechain-types/contracts/token/ISuiteFactory";

import type { Player } from "../cast";
import { confirm } from "../t-rex/deploy";
import type { SuiteCodes } from "./codes";

/** A module of a compliance, and the call that sets it up. */
export interface Rule {
  readonly module: AddressLike;
  readonly settings?: BytesLike;
}

export interface RegainSuiteTerms {
  /** Creates the suite, owns it, and speaks through its handles. */
  readonly owner: Player;
  readonly salt?: string;
  readonly agents?: readonly AddressLike[];
  readonly topics?: readonly bigint[];
  readonly issuers?: readonly { readonly address: string; readonly topics: readonly bigint[] }[];
  readonly registry?: AddressLike;
  readonly identityStorage?: AddressLike;
  readonly rules?: readonly Rule[];
  readonly decimals?: number;
  readonly name?: string;
  readonly symbol?: string;
}

/** A token of ours and all that it stands on. */
export interface RegainSuite {
  readonly token: Token;
  readonly compliance: ModularCompliance;
  readonly registry: IdentityRegistry;
  readonly storage: IdentityRegistryStorage;
  readonly policy: ClaimPolicy;
  readonly receipt: ContractTransactionReceipt;
}

export function suiteTermsOf(terms: RegainSuiteTerms): SuiteTermsStruct {
  const { rules = [], issuers = [] } = terms;
  return {
    salt: encodeBytes32String(terms.salt ?? "suite"),
    owner: terms.owner,
    name: terms.name ?? "Lakeside Property Shares",
    symbol: terms.symbol ?? "LAKE",
    decimals: terms.decimals ?? 0,
    onchainID: ZeroAddress,
    registry: terms.registry ?? ZeroAddress,
    identityStorage: terms.identityStorage ?? ZeroAddress,
    topics: [...(terms.topics ?? [])],
    issuers: issuers.map(({ address }) => address),
    issuerTopics: issuers.map(({ topics }) => [...topics]),
    agents: [...(terms.agents ?? [])],
    modules: rules.map(({ module }) => module),
    settings: rules.map(({ settings }) => settings ?? "0x"),
  };
}

/** Deploys a suite in one transaction. The token starts paused. */
export async function deployRegainSuite(codes: SuiteCodes, terms: RegainSuiteTerms): Promise<RegainSuite> {
  const { owner } = terms;
  const factory = codes.factory.connect(owner);
  const struct = suiteTermsOf(terms);
  const suite = await factory.predictSuite(owner, struct);
  const receipt = await confirm(factory.deploySuite(struct));
  return {
    token: Token__factory.connect(suite.token, owner),
    compliance: ModularCompliance__factory.connect(suite.compliance, owner),
    registry: IdentityRegistry__factory.connect(suite.registry, owner),
    storage: IdentityRegistryStorage__factory.connect(suite.identityStorage, owner),
    policy: ClaimPolicy__factory.connect(suite.policy, owner),
    receipt,
  };
}
