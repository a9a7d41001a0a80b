import { toUtf8Bytes } from "ethers";

import type { Cast, Player } from "./cast";
import { COUNTRY, KYC_TOPIC } from "./holdings";
import { confirm } from "./t-rex/deploy";
import type { OnchainId, OnchainIdClaimIssuer, TRexIdentityRegistry } from "./t-rex/handles";
import type { TRexImplementations } from "./t-rex/implementations";
import { addClaim, deployIdentity, signClaim } from "./t-rex/onchainid";
import type { SignedClaim } from "./t-rex/onchainid";

/** What the identification of a person needs of a stage. */
export interface IdentityOffice {
  readonly cast: Cast;
  readonly implementations: TRexImplementations;
  readonly claimIssuer: OnchainIdClaimIssuer;
}

/** The KYC claim that the stage's issuer signs for an identity. */
export async function signKycClaim({ cast, claimIssuer }: IdentityOffice, identity: string): Promise<SignedClaim> {
  const data = toUtf8Bytes("identity checked");
  const signature = await signClaim(cast.claimIssuerSigner, identity, KYC_TOPIC, data);
  return { topic: KYC_TOPIC, issuer: claimIssuer.target, signature, data };
}

/** Gives a person an identity with a valid KYC claim; no registry knows it yet. */
export async function identify(office: IdentityOffice, person: Player): Promise<OnchainId> {
  const identity = await deployIdentity(office.implementations, person);
  await addClaim(identity, person, await signKycClaim(office, identity.target));
  return identity;
}

/** Identifies a person and registers the wallet, as the token agent does. */
export async function register(
  office: IdentityOffice,
  registry: TRexIdentityRegistry,
  person: Player,
): Promise<OnchainId> {
  const identity = await identify(office, person);
  const agent = registry.connect(office.cast.tokenAgent);
  await confirm(agent.registerIdentity(person.address, identity.target, COUNTRY));
  return identity;
}
