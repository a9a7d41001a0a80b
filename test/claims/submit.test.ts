import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { summarizeClaims } from "../../src/claims/summary";
import { subjectOfCase } from "../../src/claims/subject";
import { judgeFiles, submitClaims, type Submission } from "../../src/claims/submit";
import { surveyClaims } from "../../src/claims/survey";
import { revokeClaims } from "../../src/claims/revoke";
import type { ClaimsFile } from "../../src/recovery/files/claims-file";
import { RegainError } from "../../src/shared/errors";
import { IIdentity__factory } from "../../typechain-types";
import { execute } from "../stage/cases";
import type { Player } from "../stage/cast";
import { ACCREDITATION, deployClaimStage, fileOf, gapOf, signEverything, type ClaimStage } from "../stage/claim-flow";
import { typedClaimBy } from "../stage/claim-issuers";
import { SPOILT_CLAIMS, type Spoilt } from "../stage/spoilt-claims";
import { confirm } from "../stage/t-rex/deploy";
import { onEachTarget } from "../stage/targets";

async function submit(stage: ClaimStage, files: readonly ClaimsFile[], signer: Player): Promise<Submission> {
  const survey = await surveyClaims(stage.chain, await subjectOfCase(stage.chain, stage.open.caseId));
  return submitClaims(stage.chain, signer, survey, await judgeFiles(stage.chain, survey, files));
}

/** Good claims in files that are meant for something else. */
const STRAY_FILES: readonly (readonly [
  title: string,
  reason: string,
  spoil: (stage: ClaimStage) => Promise<Spoilt>,
])[] = [
  ["of another chain's file", "it is for chain 1,", () => Promise.resolve({ file: { chainId: 1n } })],
  [
    "of another identity's file",
    "it is for the identity",
    ({ identities }) => Promise.resolve({ file: { identity: identities.holder.target } }),
  ],
  ["of another case's file", "it is for no case", () => Promise.resolve({ file: { caseId: null } })],
];

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
      expect(done.transactions).to.have.length(target === "T-REX" ? 1 : 2);
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

    it("are handed in by anybody, without the new wallet's key, until its holder ends that", async () => {
      const stage = await loadFixture(deploy);
      const { cast, newIdentity, registrySet } = stage;
      const [kyc, accreditation] = await signEverything(stage);
      const identity = IIdentity__factory.connect(newIdentity, cast.newWallet);
      expect(await identity.authoriser()).to.equal(registrySet.issuers.target);
      const first = await submit(stage, [fileOf(stage, [kyc!])], cast.stranger);
      expect(first.claims.map(({ outcome }) => outcome)).to.deep.equal(["added"]);

      await (await identity.setAuthoriser(ZeroAddress)).wait();
      const second = await submit(stage, [fileOf(stage, [accreditation!])], cast.stranger);
      expect(second.claims[0]?.reason).to.contain(`${cast.stranger.address} is no key of it`);
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

    for (const [title, reason, spoil] of [...STRAY_FILES, ...SPOILT_CLAIMS]) {
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
