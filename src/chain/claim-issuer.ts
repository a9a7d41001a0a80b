import { getAddress } from "ethers";
import { ClaimIssuer__factory } from "../../typechain-types/factories/contracts/identity/ClaimIssuer__factory";
import { IERC734__factory } from "../../typechain-types/factories/contracts/interfaces/IERC734__factory";
import { IOnchainIdClaimIssuer__factory } from "../../typechain-types/factories/contracts/interfaces/IOnchainIdClaimIssuer__factory";
import type { ClaimFormat } from "../identity/claim-format";
import type { SignedClaim } from "../identity/claims";
import { keyOf } from "../identity/keys";
import { quote } from "../shared/wording";
import type { Chain } from "./connect";

/** What an issuer's contract says of itself. */
export interface IssuerFormat {
  readonly format: ClaimFormat | "unknown";
  /** For an unknown one: what was found instead, as it stands in a sentence. */
  readonly found: string;
}

type Node = Pick<Chain, "provider" | "chainId">;

/** Asks an issuer's contract how its claims are signed. What it does not say is not guessed. */
export async function formatOfIssuer(node: Node, issuer: string): Promise<IssuerFormat> {
  if ((await node.provider.getCode(issuer)) === "0x") return { format: "unknown", found: "there is no code" };
  if (await isTyped(node, issuer)) return { format: "typed", found: "" };
  const contract = IOnchainIdClaimIssuer__factory.connect(issuer, node.provider);
  const version = await contract.version().catch(() => undefined);
  const revokes = await contract.isClaimRevoked("0x").catch(() => undefined);
  if (version?.startsWith("2.") === true && revokes !== undefined) return { format: "onchainid-2", found: "" };
  const says = version === undefined ? "it names no version" : `it says version ${quote(version)}`;
  return { format: "unknown", found: revokes === undefined ? `${says} and keeps no revoked signatures` : says };
}

/** Whether an account may sign or revoke for an issuer (ERC-734). False when the issuer does not answer. */
export async function isKeyOf(node: Node, issuer: string, account: string, purpose: bigint): Promise<boolean> {
  return IERC734__factory.connect(issuer, node.provider)
    .keyHasPurpose(keyOf(account), purpose)
    .catch(() => false);
}

/** Whether an issuer took back a claim that it made for an identity. False when it does not say. */
export async function isClaimRevoked(
  node: Node,
  format: ClaimFormat,
  identity: string,
  { issuer, topic, data, signature }: SignedClaim,
): Promise<boolean> {
  if (format === "onchainid-2") {
    const contract = IOnchainIdClaimIssuer__factory.connect(issuer, node.provider);
    return contract.isClaimRevoked(signature).catch(() => false);
  }
  const contract = ClaimIssuer__factory.connect(issuer, node.provider);
  return contract
    .digestOf(identity, topic, data)
    .then((digest) => contract.isRevoked(digest))
    .catch(() => false);
}

/** Our claim issuer, by the domain that its claims are signed in. */
async function isTyped({ provider, chainId }: Node, issuer: string): Promise<boolean> {
  const domain = await ClaimIssuer__factory.connect(issuer, provider)
    .eip712Domain()
    .catch(() => undefined);
  return (
    domain?.name === "Regain ClaimIssuer" &&
    domain.version === "1" &&
    domain.chainId === chainId &&
    getAddress(domain.verifyingContract) === issuer
  );
}
