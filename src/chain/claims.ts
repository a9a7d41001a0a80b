import { toBeHex, type ContractTransaction } from "ethers";
import { ClaimIssuer__factory } from "../../typechain-types/factories/contracts/identity/ClaimIssuer__factory";
import { Identity__factory } from "../../typechain-types/factories/contracts/identity/Identity__factory";
import { IIdentity__factory } from "../../typechain-types/factories/contracts/identity/IIdentity__factory";
import { IClaimIssuer__factory } from "../../typechain-types/factories/contracts/interfaces/IClaimIssuer__factory";
import { IERC735__factory } from "../../typechain-types/factories/contracts/interfaces/IERC735__factory";
import { IOnchainIdClaimIssuer__factory } from "../../typechain-types/factories/contracts/interfaces/IOnchainIdClaimIssuer__factory";
import { IRecoverableRegistry__factory } from "../../typechain-types/factories/contracts/registry/IRecoverableRegistry__factory";
import type { SignedClaim } from "../identity/claims";
import { MAX_TRANSACTION_GAS, type Chain } from "./connect";
import { explainReason } from "./explain";
import { readMany, type Reply } from "./reader/read-many";
import { numbersIn } from "./reader/replies";
import { revertDataOf } from "./send";

/** More claims of one topic than any registry looks at. */
const MOST_CLAIMS = 32;
const AWAITING_VERIFICATION = 2n;
const holderAbi = IERC735__factory.createInterface();
const identityAbi = IIdentity__factory.createInterface();

/** The claims of an identity on some topics, in two requests however many there are; none for an identity that does not exist or does not answer. */
export async function readClaims(chain: Chain, identity: string, topics: readonly bigint[]): Promise<SignedClaim[]> {
  const lists = topics.map((topic) => ({ data: holderAbi.encodeFunctionData("getClaimIdsByTopic", [topic]) }));
  const [ids = []] = await readMany(chain.provider, [identity], lists);
  const wanted = topics.flatMap((topic, index) =>
    numbersIn(ids[index])
      .slice(0, MOST_CLAIMS)
      .map((id) => ({ topic, probe: { data: holderAbi.encodeFunctionData("getClaim", [toBeHex(id, 32)]) } })),
  );
  const [claims = []] = await readMany(
    chain.provider,
    [identity],
    wanted.map(({ probe }) => probe),
  );
  return wanted.flatMap(({ topic }, index) => claimIn(claims[index], topic));
}

type ClaimFields = [topic: bigint, scheme: bigint, issuer: string, signature: string, data: string, uri: string];

/** None where the reply is no claim, or one on another topic than it was listed for. */
function claimIn(reply: Reply, wanted: bigint): SignedClaim[] {
  if (reply === undefined) return [];
  try {
    const fields = [...holderAbi.decodeFunctionResult("getClaim", reply)] as ClaimFields;
    const [topic, scheme, issuer, signature, data, uri] = fields;
    return topic === wanted ? [{ topic, scheme, issuer, signature, data, uri }] : [];
  } catch {
    return [];
  }
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

/** All the claims or none, in one transaction: an identity of ours takes that, one of ONCHAINID does not. */
export async function addClaimsCall(identity: string, claims: readonly SignedClaim[]): Promise<ContractTransaction> {
  const calls = await Promise.all(claims.map((claim) => addClaimCall(identity, claim)));
  return Identity__factory.connect(identity).multicall.populateTransaction(calls.map(({ data }) => data));
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

/** Whether a call would do what it says, within a transaction's gas. */
export async function wouldPass({ provider }: Chain, from: string, call: ContractTransaction): Promise<boolean> {
  return provider.call({ ...call, from, gasLimit: MAX_TRANSACTION_GAS }).then(
    () => true,
    () => false,
  );
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
