import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { summarizeClaims } from "../../src/claims/summary";
import { subjectOfCase } from "../../src/claims/subject";
import { judgeFiles, submitClaims, type Submission } from "../../src/claims/submit";
import { surveyClaims } from "../../src/claims/survey";
import { revokeClaims } from "../../src/claims/revoke";
import type { SignedClaim } from "../../src/identity/claims";
import { typedDigestOf } from "../../src/identity/typed-claims";
import type { ClaimsFile } from "../../src/recovery/files/claims-file";
import { RegainError } from "../../src/shared/errors";
import { CLAIM_SIGNER, ECDSA, keyOf } from "../stage/identities";
import { execute } from "../stage/cases";
import type { Player } from "../stage/cast";
import { ACCREDITATION, deployClaimStage, fileOf, gapOf, signEverything, type ClaimStage } from "../stage/claim-flow";
import { deployTypedIssuer, highS, typedClaimBy, typedClaimOf, withV } from "../stage/claim-issuers";
import { confirm } from "../stage/t-rex/deploy";
import { onEachTarget } from "../stage/targets";

async function submit(stage: ClaimStage, files: readonly ClaimsFile[], signer: Player): Promise<Submission> {
  const survey = await surveyClaims(stage.chain, await subjectOfCase(stage.chain, stage.open.caseId));
  return submitClaims(stage.chain, signer, survey, await judgeFiles(stage.chain, survey, files));
}

describe("Claims that are handed in after the execution", () => {
  onEachTarget((target) => {
    const deploy = async (): Promise<ClaimStage> => {
      const stage = await deployClaimStage(target);
      await execute(stage, stage.open);
      return stage;
    };

    it("make the wallet verified, and end its quarantine on our suite", async () => {
      const stage = await loadFixture(deploy);
      const { cast, open, chain, registrySet } = stage;
      const done = await submit(stage, [fileOf(stage, await signEverything(stage))], cast.newWallet);
      expect(done.claims.map(({ outcome }) => outcome)).to.deep.equal(["added", "added"]);
      expect(done.released).to.deep.equal(target === "T-REX" ? [] : [registrySet.registry.target]);
      expect(done.verified).to.equal(true);
      expect(done.transactions).to.have.length(target === "T-REX" ? 2 : 3);
      expect((await gapOf(stage)).missing).to.deep.equal([]);
      expect(await summarizeClaims(chain, open.caseId)).to.deep.equal({
        signedAhead: 0,
        reissued: 2,
        revoked: 0,
        verifiedAtExecution: false,
      });
      if (target === "our suite") {
        await confirm(stage.tokens[0]!.connect(cast.newWallet).transfer(cast.newWallet, 1n));
      }
    });

    it("are held already when they are handed in twice", async () => {
      const stage = await loadFixture(deploy);
      const files = [fileOf(stage, await signEverything(stage))];
      await submit(stage, files, stage.cast.newWallet);
      const again = await submit(stage, files, stage.cast.newWallet);
      expect(again.claims.map(({ outcome }) => outcome)).to.deep.equal(["held already", "held already"]);
      expect(again.transactions).to.deep.equal([]);
    });
  });

  describe("are refused, each by name, and stop none of the others", () => {
    const deploy = async (): Promise<ClaimStage> => {
      const stage = await deployClaimStage("our suite");
      await execute(stage, stage.open);
      return stage;
    };

    type Spoil = (stage: ClaimStage, good: SignedClaim) => Promise<{ claim?: SignedClaim; file?: Partial<ClaimsFile> }>;

    const cases: readonly (readonly [title: string, reason: string, spoil: Spoil])[] = [
      ["of another chain's file", "it is for chain 1,", () => Promise.resolve({ file: { chainId: 1n } })],
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
        "of another identity's file",
        "it is for the identity",
        ({ identities }) => Promise.resolve({ file: { identity: identities.holder.target } }),
      ],
      ["of another case's file", "it is for no case", () => Promise.resolve({ file: { caseId: null } })],
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
    for (const [title, reason, spoil] of cases) {
      it(`a claim ${title}`, async () => {
        const stage = await loadFixture(deploy);
        const [kyc, accreditation] = await signEverything(stage);
        const { claim, file } = await spoil(stage, accreditation!);
        const spoilt = { ...fileOf(stage, [claim ?? accreditation!]), ...file };
        const done = await submit(stage, [spoilt, fileOf(stage, [kyc!])], stage.cast.newWallet);
        expect(done.claims.map(({ outcome }) => outcome)).to.deep.equal(["refused", "added"]);
        expect(done.claims[0]?.reason).to.contain(reason);
        expect(done.verified).to.equal(false);
      });
    }

    it("a claim that the identity does not take from whoever hands it in", async () => {
      const stage = await loadFixture(deploy);
      const done = await submit(stage, [fileOf(stage, await signEverything(stage))], stage.cast.stranger);
      expect(done.transactions).to.deep.equal([]);
      for (const { outcome, reason } of done.claims) {
        expect(outcome).to.equal("refused");
        expect(reason).to.contain(`${stage.cast.stranger.address} is no key of it`);
      }
    });
  });

  it("are refused before the identity exists: it is created with them", async () => {
    const stage = await deployClaimStage("T-REX");
    const refusal = await submit(stage, [fileOf(stage, await signEverything(stage))], stage.cast.newWallet).catch(
      (error: unknown) => error,
    );
    expect(refusal).to.be.instanceOf(RegainError).with.property("code", "NoIdentity");
  });
});

describe("Claims of the replaced identity", () => {
  onEachTarget((target) => {
    const deploy = async (): Promise<ClaimStage> => {
      const stage = await deployClaimStage(target);
      const { typedIssuer, cast, identities } = stage;
      const old = identities.holder;
      const claim = await typedClaimBy(cast.claimIssuerSigner, typedIssuer, old.target, ACCREDITATION);
      await confirm(old.connect(cast.holder).addClaim(claim.topic, 1n, claim.issuer, claim.signature, claim.data, ""));
      await execute(stage, stage.open, await signEverything(stage));
      return stage;
    };

    it("are revoked, each in the way of its issuer, and can be issued again to the new one", async () => {
      const stage = await loadFixture(deploy);
      const { chain, cast, identities, open } = stage;
      const old = identities.holder.target;
      const { survey } = await gapOf(stage);
      const held = survey.held.filter(({ identity }) => identity === old);
      const done = await revokeClaims(chain, cast.claimIssuerSigner, old, held);
      expect(done.claims.map(({ outcome }) => outcome)).to.deep.equal(["revoked", "revoked"]);
      const after = await gapOf(stage);
      expect(after.survey.held.map(({ identity, standing }) => [identity === old, standing])).to.deep.equal([
        [true, "revoked"],
        [true, "revoked"],
        [false, "valid"],
        [false, "valid"],
      ]);
      expect(await summarizeClaims(chain, open.caseId)).to.deep.equal({
        signedAhead: 2,
        reissued: 0,
        revoked: 2,
        verifiedAtExecution: true,
      });
      const again = await revokeClaims(
        chain,
        cast.claimIssuerSigner,
        old,
        after.survey.held.filter(({ identity }) => identity === old),
      );
      expect(again.claims.map(({ outcome }) => outcome)).to.deep.equal(["revoked already", "revoked already"]);
      expect(again.transactions).to.deep.equal([]);
    });

    it("are revoked by nobody but their issuers", async () => {
      const stage = await loadFixture(deploy);
      const { chain, cast, identities } = stage;
      const { survey } = await gapOf(stage);
      const held = survey.held.filter(({ identity }) => identity === identities.holder.target);
      const done = await revokeClaims(chain, cast.stranger, identities.holder.target, held);
      expect(done.claims.map(({ outcome, reason }) => [outcome, reason])).to.deep.equal([
        ["refused", `${cast.stranger.address} is no management key of the issuer`],
        ["refused", `${cast.stranger.address} is no claim key of the issuer`],
      ]);
    });
  });
});
