import type {
  AddressLike,
  BaseContract,
  BaseContractMethod,
  BigNumberish,
  BytesLike,
  ContractRunner,
  ContractTransactionResponse,
} from "ethers";

/** A function that only reads. */
export type Read<A extends unknown[], R> = BaseContractMethod<A, R, R>;
/** A function that sends a transaction. */
export type Write<A extends unknown[]> = BaseContractMethod<A, unknown, ContractTransactionResponse>;

/** An ethers contract that keeps its type when another account connects to it. */
export interface Handle extends BaseContract {
  readonly target: string;
  connect(runner: ContractRunner | null): this;
}

interface Owned {
  owner: Read<[], string>;
  transferOwnership: Write<[owner: AddressLike]>;
}

interface Agents extends Owned {
  addAgent: Write<[agent: AddressLike]>;
  removeAgent: Write<[agent: AddressLike]>;
  isAgent: Read<[agent: AddressLike], boolean>;
}

export interface TRexToken extends Handle, Agents {
  name: Read<[], string>;
  symbol: Read<[], string>;
  decimals: Read<[], bigint>;
  version: Read<[], string>;
  totalSupply: Read<[], bigint>;
  balanceOf: Read<[wallet: AddressLike], bigint>;
  allowance: Read<[owner: AddressLike, spender: AddressLike], bigint>;
  getFrozenTokens: Read<[wallet: AddressLike], bigint>;
  isFrozen: Read<[wallet: AddressLike], boolean>;
  paused: Read<[], boolean>;
  identityRegistry: Read<[], string>;
  compliance: Read<[], string>;
  approve: Write<[spender: AddressLike, amount: BigNumberish]>;
  transfer: Write<[to: AddressLike, amount: BigNumberish]>;
  transferFrom: Write<[from: AddressLike, to: AddressLike, amount: BigNumberish]>;
  batchTransfer: Write<[to: AddressLike[], amounts: BigNumberish[]]>;
  forcedTransfer: Write<[from: AddressLike, to: AddressLike, amount: BigNumberish]>;
  mint: Write<[to: AddressLike, amount: BigNumberish]>;
  burn: Write<[from: AddressLike, amount: BigNumberish]>;
  setAddressFrozen: Write<[wallet: AddressLike, frozen: boolean]>;
  freezePartialTokens: Write<[wallet: AddressLike, amount: BigNumberish]>;
  unfreezePartialTokens: Write<[wallet: AddressLike, amount: BigNumberish]>;
  pause: Write<[]>;
  unpause: Write<[]>;
  setIdentityRegistry: Write<[registry: AddressLike]>;
  setCompliance: Write<[compliance: AddressLike]>;
  recoveryAddress: Write<[lostWallet: AddressLike, newWallet: AddressLike, identity: AddressLike]>;
}

export interface TRexIdentityRegistry extends Handle, Agents {
  identity: Read<[wallet: AddressLike], string>;
  investorCountry: Read<[wallet: AddressLike], bigint>;
  contains: Read<[wallet: AddressLike], boolean>;
  isVerified: Read<[wallet: AddressLike], boolean>;
  identityStorage: Read<[], string>;
  topicsRegistry: Read<[], string>;
  issuersRegistry: Read<[], string>;
  registerIdentity: Write<[wallet: AddressLike, identity: AddressLike, country: BigNumberish]>;
  batchRegisterIdentity: Write<[wallets: AddressLike[], identities: AddressLike[], countries: BigNumberish[]]>;
  updateIdentity: Write<[wallet: AddressLike, identity: AddressLike]>;
  updateCountry: Write<[wallet: AddressLike, country: BigNumberish]>;
  deleteIdentity: Write<[wallet: AddressLike]>;
}

export interface TRexIdentityRegistryStorage extends Handle, Agents {
  storedIdentity: Read<[wallet: AddressLike], string>;
  storedInvestorCountry: Read<[wallet: AddressLike], bigint>;
  linkedIdentityRegistries: Read<[], string[]>;
  bindIdentityRegistry: Write<[registry: AddressLike]>;
}

export interface TRexClaimTopicsRegistry extends Handle, Owned {
  getClaimTopics: Read<[], bigint[]>;
  addClaimTopic: Write<[topic: BigNumberish]>;
  removeClaimTopic: Write<[topic: BigNumberish]>;
}

export interface TRexTrustedIssuersRegistry extends Handle, Owned {
  getTrustedIssuers: Read<[], string[]>;
  isTrustedIssuer: Read<[issuer: AddressLike], boolean>;
  addTrustedIssuer: Write<[issuer: AddressLike, topics: BigNumberish[]]>;
  updateIssuerClaimTopics: Write<[issuer: AddressLike, topics: BigNumberish[]]>;
  removeTrustedIssuer: Write<[issuer: AddressLike]>;
}

export interface TRexCompliance extends Handle, Owned {
  getTokenBound: Read<[], string>;
  getModules: Read<[], string[]>;
  isModuleBound: Read<[module: AddressLike], boolean>;
  canTransfer: Read<[from: AddressLike, to: AddressLike, amount: BigNumberish], boolean>;
  addModule: Write<[module: AddressLike]>;
  removeModule: Write<[module: AddressLike]>;
  callModuleFunction: Write<[callData: BytesLike, module: AddressLike]>;
}

export interface TRexMaxBalanceModule extends Handle {
  getIDBalance: Read<[compliance: AddressLike, identity: AddressLike], bigint>;
}

export interface TRexCountryAllowModule extends Handle {
  isCountryAllowed: Read<[compliance: AddressLike, country: BigNumberish], boolean>;
}

export interface TRexImplementationAuthority extends Handle {
  addAndUseTREXVersion: Write<[version: object, implementations: object]>;
}

export interface OnchainId extends Handle {
  keyHasPurpose: Read<[key: BytesLike, purpose: BigNumberish], boolean>;
  getKeysByPurpose: Read<[purpose: BigNumberish], string[]>;
  getClaimIdsByTopic: Read<[topic: BigNumberish], string[]>;
  addKey: Write<[key: BytesLike, purpose: BigNumberish, keyType: BigNumberish]>;
  removeKey: Write<[key: BytesLike, purpose: BigNumberish]>;
  execute: Write<[to: AddressLike, value: BigNumberish, data: BytesLike]>;
  addClaim: Write<
    [topic: BigNumberish, scheme: BigNumberish, issuer: AddressLike, signature: BytesLike, data: BytesLike, uri: string]
  >;
  removeClaim: Write<[claimId: BytesLike]>;
}

export interface OnchainIdClaimIssuer extends OnchainId {
  isClaimValid: Read<[identity: AddressLike, topic: BigNumberish, signature: BytesLike, data: BytesLike], boolean>;
  isClaimRevoked: Read<[signature: BytesLike], boolean>;
  revokeClaim: Write<[claimId: BytesLike, identity: AddressLike]>;
  revokeClaimBySignature: Write<[signature: BytesLike]>;
}
