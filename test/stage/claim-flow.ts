import { ethers } from "hardhat";
import { connectChain, type Chain } from "../../src/chain/connect";
import { planGap } from "../../src/claims/gap";
import type { Gap } from "../../src/claims/claims.types";
import { planRequests } from "../../src/claims/request";
import { signAll } from "../../src/claims/reissue";
import { subjectOfCase } from "../../src/claims/subject";
import { surveyClaims } from "../../src/claims/survey";
import { vouchingsOf, type VouchingTerms } from "../../src/claims/vouching";
import type { SignedClaim } from "../../src/identity/claims";
import type { ClaimsFile } from "../../src/recovery/files/claims-file";
import type { ClaimIssuer } from "../../typechain-types";
import { makeReady, type OpenCase } from "./cases";
import { deployTypedIssuer } from "./claim-issuers";
import { KYC_TOPIC } from "./holdings";
import { deployLiveRecovery, holderTerms, type LiveRecovery } from "./live-recovery";
import { confirm } from "./t-rex/deploy";
import type { Target } from "./targets";

/** Asked of typed claims beside the KYC claim that everybody has of an ONCHAINID issuer. */
export const ACCREDITATION = 2n;

/** A ready case of the holder, whose registry asks for two topics: each has an issuer of its own kind. */
export interface ClaimStage extends LiveRecovery {
  readonly chain: Chain;
  /** Of typed claims, trusted for both topics; `claimIssuerSigner` manages it and signs for it. */
  readonly typedIssuer: ClaimIssuer;
  readonly open: OpenCase;
  readonly newIdentity: string;
}

export async function deployClaimStage(target: Target): Promise<ClaimStage> {
  const live = await deployLiveRecovery([{}, {}], undefined, target);
  const { cast, registrySet } = live;
  const typedIssuer = await deployTypedIssuer(cast.claimIssuerSigner);
  const { topics, issuers } = registrySet;
  await confirm(topics.connect(cast.issuer).addClaimTopic(ACCREDITATION));
  await confirm(issuers.connect(cast.issuer).addTrustedIssuer(typedIssuer, [ACCREDITATION]));
  const chain = await connectChain(ethers.provider, await live.agent.getAddress());
  const open = await makeReady(live, holderTerms(live));
  const { newIdentity } = await live.agent.caseOf(open.caseId);
  return { ...live, chain, typedIssuer, open, newIdentity };
}

export async function gapOf({ chain, open }: Pick<ClaimStage, "chain" | "open">): Promise<Gap> {
  return planGap(await surveyClaims(chain, await subjectOfCase(chain, open.caseId)));
}

/** Every issuer signs what it is asked for, as of the chain's time. */
export async function signEverything(
  stage: Pick<ClaimStage, "chain" | "open" | "cast">,
  terms: Partial<VouchingTerms> = {},
): Promise<SignedClaim[]> {
  const gap = await gapOf(stage);
  const { requests } = planRequests(gap);
  const vouchings = requests.flatMap((request) => vouchingsOf(request, { now: gap.survey.now, ...terms }));
  return signAll(stage.cast.claimIssuerSigner, vouchings);
}

/** The claims as a file has them. */
export function fileOf(
  { chain, open, newIdentity }: Pick<ClaimStage, "chain" | "open" | "newIdentity">,
  claims: readonly SignedClaim[],
): ClaimsFile {
  return { chainId: chain.chainId, caseId: open.caseId, identity: newIdentity, claims };
}

export { KYC_TOPIC };
