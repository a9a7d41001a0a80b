import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { parcelsOf } from "../../src/claims/parcels";
import { planGap } from "../../src/claims/gap";
import type { ClaimSubject } from "../../src/claims/claims.types";
import { planRequests } from "../../src/claims/request";
import { signAll } from "../../src/claims/reissue";
import { subjectOfWallet } from "../../src/claims/subject";
import { submitAll } from "../../src/claims/submit";
import { surveyClaims } from "../../src/claims/survey";
import { vouchingsOf } from "../../src/claims/vouching";
import type { ClaimsFile } from "../../src/recovery/files/claims-file";
import { deployClaimStage, type ClaimStage } from "../stage/claim-flow";

interface Registered {
  readonly subjects: readonly ClaimSubject[];
  /** Of each subject, with the accreditation that the registry asks for since. */
  readonly files: readonly ClaimsFile[];
}

/** The holder and the second holder: each has an identity of ONCHAINID, which takes claims of its holder alone. */
async function deploySeveral(): Promise<ClaimStage & Registered> {
  const stage = await deployClaimStage("our suite");
  const { cast, chain, registrySet } = stage;
  const registries = [await registrySet.registry.getAddress()];
  const wallets = [cast.holder.address, cast.secondHolder.address];
  const subjects = await Promise.all(wallets.map((wallet) => subjectOfWallet(chain, wallet, registries)));
  const files = await Promise.all(
    subjects.map(async (subject) => {
      const gap = planGap(await surveyClaims(chain, subject));
      const vouchings = planRequests(gap).requests.flatMap((asked) => vouchingsOf(asked, { now: gap.survey.now }));
      const claims = await signAll(cast.claimIssuerSigner, vouchings);
      return { chainId: chain.chainId, caseId: null, identity: subject.identity, claims };
    }),
  );
  return { ...stage, subjects, files };
}

describe("The claims of several wallets", () => {
  it("are sorted by whose they are, however they lie", async () => {
    const { subjects, files } = await loadFixture(deploySeveral);
    expect(parcelsOf(subjects, files.toReversed())).to.deep.equal(
      subjects.map((subject, index) => ({ subject, files: [files[index]] })),
    );
  });

  it("go to the first where they are nobody's, to be refused there by name", async () => {
    const { chain, cast, subjects, files } = await loadFixture(deploySeveral);
    const stray = { ...files[0]!, identity: chain.agentAddress };
    const parcels = parcelsOf(subjects, [stray]);
    expect(parcels.map((parcel) => parcel.files)).to.deep.equal([[stray], []]);
    const [first] = await submitAll(chain, cast.holder, parcels);
    expect(first?.claims.map(({ outcome }) => outcome)).to.deep.equal(["refused"]);
    expect(first?.claims[0]?.reason).to.contain(`it is for the identity ${chain.agentAddress}`);
  });

  it("are handed in for all of them: what one identity refuses stops no other", async () => {
    const { chain, cast, subjects, files } = await loadFixture(deploySeveral);
    const outcomesFor = async (signer: typeof cast.holder): Promise<(readonly string[])[]> =>
      (await submitAll(chain, signer, parcelsOf(subjects, files))).map(({ claims, verified }) => [
        ...claims.map(({ outcome }) => outcome),
        verified ? "verified" : "not verified",
      ]);
    expect(await outcomesFor(cast.holder)).to.deep.equal([
      ["added", "verified"],
      ["refused", "not verified"],
    ]);
    expect(await outcomesFor(cast.secondHolder)).to.deep.equal([
      ["held already", "verified"],
      ["added", "verified"],
    ]);
  });
});
