import type { ContractTransaction } from "ethers";
import { ClaimIssuer__factory } from "../../typechain-types/factories/contracts/identity/ClaimIssuer__factory";
import { IIdentity__factory } from "../../typechain-types/factories/contracts/identity/IIdentity__factory";
import { IClaimIssuer__factory } from "../../typechain-types/factories/contracts/interfaces/IClaimIssuer__factory";
import { IERC735__factory } from "../../typechain-types/factories/contracts/interfaces/IERC735__factory";
import { IOnchainIdClaimIssuer__factory } from "../../typechain-types/factories/contracts/interfaces/IOnchainIdClaimIssuer__factory";
import { IRecoverableRegistry__factory } from "../../typechain-types/factories/contracts/registry/IRecoverableRegistry__factory";
import type { SignedClaim } from "../identity/claims";
import type { Chain } from "./connect";
import { explainReason } from "./explain";
import { revertDataOf } from "./send";

/** More claims of one topic than any registry looks at. */
const MOST_CLAIMS = 32;
const AWAITING_VERIFICATION = 2n;
const identityAbi = IIdentity__factory.createInterface();

/** The claims of an identity on some topics; none for an identity that does not exist or does not answer. */
export async function readClaims(chain: Chain, identity: string, topics: readonly bigint[]): Promise<SignedClaim[]> {
  const holder = IERC735__factory.connect(identity, chain.provider);
  const found = await Promise.all(
    topics.map(async (wanted) => {
      const ids = (await holder.getClaimIdsByTopic(wanted).catch(() => [])).slice(0, MOST_CLAIMS);
      const claims = await Promise.all(ids.map((id) => holder.getClaim(id).catch(() => undefined)));
      return claims.flatMap((claim) => {
        if (claim?.topic !== wanted) return [];
        const { topic, scheme, issuer, signature, data, uri } = claim;
        return [{ topic, scheme, issuer, signature, data, uri }];
      });
    }),
  );
  return found.flat();
}

/** Whether the issuer stands by a claim now. One that does not answer does not. */
export async function standsBy(
  chain: Chain,
  identity: string,
  { issuer, topic, signature, data }: SignedClaim,
): Promise<boolean> {
  const judge = IClaimIssuer__factory.connect(issuer, chain.provider);
  return judge.isClaimValid(identity, topic, signature, data).catch(() => false);
}

/** The transactions that gave an identity a claim, or a newer one, from a block on. */
export async function claimsAdded(
  chain: Chain,
  identity: string,
  fromBlock: number,
): Promise<{ readonly transaction: string }[]> {
  const holder = IERC735__factory.connect(identity, chain.provider);
  const found = await Promise.all(
    [holder.filters.ClaimAdded(), holder.filters.ClaimChanged()].map((filter) => holder.queryFilter(filter, fromBlock)),
  );
  return found.flat().map(({ transactionHash }) => ({ transaction: transactionHash }));
}

export async function hasCode(chain: Chain, address: string): Promise<boolean> {
  return (await chain.provider.getCode(address)) !== "0x";
}

export function addClaimCall(identity: string, claim: SignedClaim): Promise<ContractTransaction> {
  const { topic, scheme, issuer, signature, data, uri } = claim;
  return IIdentity__factory.connect(identity).addClaim.populateTransaction(topic, scheme, issuer, signature, data, uri);
}

export function revokeByDigestCall(issuer: string, digests: readonly string[]): Promise<ContractTransaction> {
  return ClaimIssuer__factory.connect(issuer).revokeClaims.populateTransaction([...digests]);
}

export function revokeBySignatureCall(issuer: string, signature: string): Promise<ContractTransaction> {
  return IOnchainIdClaimIssuer__factory.connect(issuer).revokeClaimBySignature.populateTransaction(signature);
}

/** Why an identity or an issuer would refuse a call, in words; undefined when it would not. */
export async function refusalOf(
  chain: Chain,
  from: string,
  transaction: ContractTransaction,
): Promise<string | undefined> {
  try {
    await chain.provider.call({ ...transaction, from });
    return undefined;
  } catch (error) {
    const data = revertDataOf(error);
    if (data === undefined) throw error;
    const known = identityAbi.parseError(data);
    if (known?.name === "IdentityKeyRequired") return `${from} is no key of it for this`;
    if (known?.name === "ClaimHolderClaimStands") return "the issuer's earlier claim still stands: revoke it first";
    if (known?.name === "ClaimHolderClaimInvalid") return "the issuer does not stand by it";
    return explainReason(data);
  }
}

/**
 * The call that frees a successor of our suite; undefined where the registry has no quarantine, or the wallet is not in
 * it, or is not verified yet.
 */
export async function releaseCall(
  chain: Chain,
  registry: string,
  wallet: string,
): Promise<ContractTransaction | undefined> {
  const contract = IRecoverableRegistry__factory.connect(registry, chain.provider);
  const standing = await contract.standingOf(wallet).catch(() => undefined);
  if (standing !== AWAITING_VERIFICATION || !(await contract.isVerified(wallet))) return undefined;
  return contract.releaseVerified.populateTransaction(wallet);
}
