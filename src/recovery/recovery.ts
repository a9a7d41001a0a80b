import { TypedDataEncoder, type TypedDataDomain } from "ethers";

/** One recovery, field by field as the contract's `Recovery`. Addresses are checksummed, tokens ascend. */
export interface Recovery {
  readonly registry: string;
  readonly lostWallet: string;
  readonly newWallet: string;
  /** The zero address: create a replacement identity. */
  readonly identity: string;
  readonly tokens: readonly string[];
  /** 32 bytes, hex: hash of the off-chain file that justifies the case. */
  readonly evidence: string;
  readonly nonce: bigint;
}

export type RecoveryMode = "replace" | "keep";

/** The contract that a recovery is signed for. */
export interface AgentDomain {
  readonly chainId: bigint;
  readonly agent: string;
}

export const RECOVERY_TYPES = {
  Recovery: [
    { name: "registry", type: "address" },
    { name: "lostWallet", type: "address" },
    { name: "newWallet", type: "address" },
    { name: "identity", type: "address" },
    { name: "tokens", type: "address[]" },
    { name: "evidence", type: "bytes32" },
    { name: "nonce", type: "uint256" },
  ],
};

export const APPROVAL_TYPES = {
  Approval: [
    { name: "caseId", type: "bytes32" },
    { name: "custodian", type: "address" },
  ],
};

/** The EIP-712 domain of a recovery agent. */
export function typedDomainOf({ chainId, agent }: AgentDomain): TypedDataDomain {
  return { name: "Regain RecoveryAgent", version: "1", chainId, verifyingContract: agent };
}

/** The case id: the EIP-712 digest of the recovery, as `RecoveryAgent.caseIdOf` computes it. */
export function caseIdOf(domain: AgentDomain, recovery: Recovery): string {
  return TypedDataEncoder.hash(typedDomainOf(domain), RECOVERY_TYPES, recovery);
}

/** Ascending and without doubles, as the contract wants them. */
export function orderTokens(tokens: readonly string[]): string[] {
  const byNumber = new Map(tokens.map((token) => [BigInt(token), token]));
  return [...byNumber.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, token]) => token);
}

export function modeOf(recovery: Recovery): RecoveryMode {
  return BigInt(recovery.identity) === 0n ? "replace" : "keep";
}
