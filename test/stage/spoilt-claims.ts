import { time } from "@nomicfoundation/hardhat-network-helpers";
import type { SignedClaim } from "../../src/identity/claims";
import { typedDigestOf } from "../../src/identity/typed-claims";
import type { ClaimsFile } from "../../src/recovery/files/claims-file";
import { ACCREDITATION, type ClaimStage } from "./claim-flow";
import { deployTypedIssuer, highS, typedClaimBy, typedClaimOf, withV } from "./claim-issuers";
import { CLAIM_SIGNER, ECDSA, keyOf } from "./identities";
import { confirm } from "./t-rex/deploy";

/** What becomes of a good claim, or of its file. */
export interface Spoilt {
  readonly claim?: SignedClaim;
  readonly file?: Partial<ClaimsFile>;
}

/** Ways to spoil a good typed claim, and what the engine says of it. */
export const SPOILT_CLAIMS: readonly (readonly [
  title: string,
  reason: string,
  spoil: (stage: ClaimStage, good: SignedClaim) => Promise<Spoilt>,
])[] = [
  [
    "copied from another chain",
    "does not stand by it",
    async ({ cast, typedIssuer, newIdentity }) => ({
      claim: await typedClaimBy(cast.claimIssuerSigner, typedIssuer, newIdentity, ACCREDITATION, { chainId: 1n }),
    }),
  ],
  [
    "copied to another issuer",
    "is not trusted",
    async ({ cast }, good) => {
      const issuer = await (await deployTypedIssuer(cast.claimIssuerSigner)).getAddress();
      return { claim: { ...good, issuer } };
    },
  ],
  [
    "copied to another trusted issuer",
    "does not stand by it",
    async ({ cast, registrySet }, good) => {
      const other = await deployTypedIssuer(cast.claimIssuerSigner);
      await confirm(registrySet.issuers.connect(cast.issuer).addTrustedIssuer(other, [ACCREDITATION]));
      return { claim: { ...good, issuer: await other.getAddress() } };
    },
  ],
  [
    "copied to another identity",
    "does not stand by it",
    async ({ cast, typedIssuer, identities }) => ({
      claim: await typedClaimBy(cast.claimIssuerSigner, typedIssuer, identities.holder.target, ACCREDITATION),
    }),
  ],
  [
    "copied to another topic",
    "does not stand by it",
    async ({ registrySet, cast, typedIssuer }, good) => {
      await confirm(registrySet.topics.connect(cast.issuer).addClaimTopic(3n));
      const issuers = registrySet.issuers.connect(cast.issuer);
      await confirm(issuers.removeTrustedIssuer(typedIssuer));
      await confirm(issuers.addTrustedIssuer(typedIssuer, [ACCREDITATION, 3n]));
      return { claim: { ...good, topic: 3n } };
    },
  ],
  [
    "on a topic that nobody requires",
    "no registry requires its topic",
    (_stage, good) => Promise.resolve({ claim: { ...good, topic: 99n } }),
  ],
  [
    "that has expired",
    "it ended at",
    async ({ typedIssuer, cast, newIdentity }) => {
      const ended = BigInt(await time.latest()) - 1n;
      return {
        claim: await typedClaimBy(cast.claimIssuerSigner, typedIssuer, newIdentity, ACCREDITATION, {
          issuedAt: 1n,
          validUntil: ended,
        }),
      };
    },
  ],
  [
    "whose time has not come",
    "it begins at second 18446744073709551615 only",
    async ({ typedIssuer, cast, newIdentity }) => ({
      claim: await typedClaimBy(cast.claimIssuerSigner, typedIssuer, newIdentity, ACCREDITATION, {
        issuedAt: 2n ** 64n - 1n,
        validUntil: 0n,
      }),
    }),
  ],
  [
    "that was revoked between signing and submission",
    "its issuer has revoked it",
    async ({ typedIssuer, cast, newIdentity }) => {
      const terms = await typedClaimOf(typedIssuer, newIdentity, ACCREDITATION);
      await confirm(typedIssuer.revokeClaims([typedDigestOf(terms)]));
      return {
        claim: await typedClaimBy(cast.claimIssuerSigner, typedIssuer, newIdentity, ACCREDITATION, terms),
      };
    },
  ],
  [
    "of a key that was removed",
    "does not stand by it",
    async ({ typedIssuer, cast, newIdentity }) => {
      await confirm(typedIssuer.addKey(await keyOf(cast.stranger), CLAIM_SIGNER, ECDSA));
      const claim = await typedClaimBy(cast.stranger, typedIssuer, newIdentity, ACCREDITATION);
      await confirm(typedIssuer.removeKey(await keyOf(cast.stranger), CLAIM_SIGNER));
      return { claim };
    },
  ],
  [
    "with a high s",
    "does not stand by it",
    (_stage, good) => Promise.resolve({ claim: { ...good, signature: highS(good.signature) } }),
  ],
  [
    "with a flipped v",
    "does not stand by it",
    (_stage, good) => {
      const flipped = good.signature.endsWith("1b") ? 28 : 27;
      return Promise.resolve({ claim: { ...good, signature: withV(good.signature, flipped) } });
    },
  ],
];
