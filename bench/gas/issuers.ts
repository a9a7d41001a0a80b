import { toUtf8Bytes } from "ethers";

import { typedDigestOf, signTypedClaim } from "../../src/identity/typed-claims";
import type { ClaimStruct } from "../../typechain-types/contracts/identity/IIdentityFactory";
import type { Cast } from "../../test/stage/cast";
import { deployTypedIssuer, typedClaimOf } from "../../test/stage/claim-issuers";
import { KYC_TOPIC } from "../../test/stage/holdings";
import { confirm } from "../../test/stage/t-rex/deploy";
import { claimIdOf, deployClaimIssuer, ECDSA_SCHEME, signClaim } from "../../test/stage/t-rex/onchainid";

/** Sixteen bytes. Ours is preceded by two times of eight bytes; ONCHAINID's is padded to the same length. */
const PAYLOAD = toUtf8Bytes("identity checked");
const PADDED_PAYLOAD = new Uint8Array([...new Uint8Array(16), ...PAYLOAD]);

/** Whoever says of an identity that it was checked. */
export interface Issuer {
  readonly address: string;
  sign(identity: string): Promise<ClaimStruct>;
  /** Takes back what was signed for an identity. */
  revoke(identity: string): Promise<void>;
}

export type MakeIssuer = (cast: Cast) => Promise<Issuer>;

/** Our claim issuer, with typed claims. */
export const regainIssuer: MakeIssuer = async ({ claimIssuerSigner }) => {
  const contract = await deployTypedIssuer(claimIssuerSigner);
  const digests = new Map<string, string>();
  return {
    address: await contract.getAddress(),
    sign: async (identity) => {
      const claim = await typedClaimOf(contract, identity, KYC_TOPIC);
      digests.set(identity, typedDigestOf(claim));
      return signTypedClaim(claimIssuerSigner, claim);
    },
    revoke: async (identity) => {
      await confirm(contract.revokeClaims([digests.get(identity) ?? ""]));
    },
  };
};

/** ONCHAINID 2.2.1's claim issuer, as T-REX is used with. */
export const onchainIdIssuer: MakeIssuer = async ({ claimIssuerSigner }) => {
  const contract = await deployClaimIssuer(claimIssuerSigner);
  const issuer = contract.target;
  return {
    address: issuer,
    sign: async (identity) => {
      const signature = await signClaim(claimIssuerSigner, identity, KYC_TOPIC, PADDED_PAYLOAD);
      return { topic: KYC_TOPIC, scheme: ECDSA_SCHEME, issuer, signature, data: PADDED_PAYLOAD, uri: "" };
    },
    revoke: async (identity) => {
      await confirm(contract.revokeClaim(claimIdOf(issuer, KYC_TOPIC), identity));
    },
  };
};

/** The trusted issuers of a suite; the last of them signs. */
export async function makeIssuers(
  cast: Cast,
  make: MakeIssuer,
  count: number,
): Promise<{ readonly issuer: Issuer; readonly trusted: readonly { address: string; topics: readonly bigint[] }[] }> {
  let issuer = await make(cast);
  const addresses = [issuer.address];
  while (addresses.length < count) {
    issuer = await make(cast);
    addresses.push(issuer.address);
  }
  return { issuer, trusted: addresses.map((address) => ({ address, topics: [KYC_TOPIC] })) };
}
