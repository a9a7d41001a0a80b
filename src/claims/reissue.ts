import type { Signer } from "ethers";
import { isKeyOf } from "../chain/claim-issuer";
import type { Chain } from "../chain/connect";
import { PURPOSE } from "../identity/keys";
import type { SignedClaim } from "../identity/claims";
import type { Gap } from "./claims.types";
import { planRequests, type Unaskable } from "./request";
import { signVouching, vouchingsOf, type Vouching, type VouchingTerms } from "./vouching";

export interface ReissuePlan {
  readonly vouchings: readonly Vouching[];
  /** Topics that stay missing, and why. */
  readonly unaskable: readonly Unaskable[];
}

/** What the holder of a claim key can say of what is missing, in the place of each issuer whose key it is. */
export async function planReissue(chain: Chain, gap: Gap, account: string, terms: VouchingTerms): Promise<ReissuePlan> {
  const mine: string[] = [];
  for (const { address } of gap.survey.issuers) {
    if (await isKeyOf(chain, address, account, PURPOSE.claimSigner)) mine.push(address);
  }
  const { requests, unaskable } = planRequests(gap, mine);
  return { vouchings: requests.flatMap((request) => vouchingsOf(request, terms)), unaskable };
}

export async function signAll(signer: Signer, vouchings: readonly Vouching[], uri = ""): Promise<SignedClaim[]> {
  const claims: SignedClaim[] = [];
  for (const vouching of vouchings) claims.push(await signVouching(signer, vouching, uri));
  return claims;
}
