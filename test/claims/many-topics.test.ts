import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { AT_ONCE } from "../../src/claims/hand-in";
import { judgeFiles, submitClaims, type Submission } from "../../src/claims/submit";
import { subjectOfCase } from "../../src/claims/subject";
import { surveyClaims } from "../../src/claims/survey";
import type { SignedClaim } from "../../src/identity/claims";
import { execute } from "../stage/cases";
import { ACCREDITATION, deployClaimStage, fileOf, gapOf, signEverything, type ClaimStage } from "../stage/claim-flow";
import { highS } from "../stage/claim-issuers";
import { confirm } from "../stage/t-rex/deploy";
import { onEachTarget } from "../stage/targets";

/** With the KYC topic and the accreditation as many as a registry may require. */
const FURTHER = Array.from({ length: 13 }, (_, index) => 1_000n + BigInt(index));

type Told = readonly [done: number, total: number];

async function submit(stage: ClaimStage, claims: readonly SignedClaim[]): Promise<Submission & { told: Told[] }> {
  const { chain, cast, open } = stage;
  const survey = await surveyClaims(chain, await subjectOfCase(chain, open.caseId));
  const told: Told[] = [];
  const verdicts = await judgeFiles(chain, survey, [fileOf(stage, claims)]);
  const onProgress = (done: number, total: number): number => told.push([done, total]);
  const submission = await submitClaims(chain, cast.newWallet, survey, verdicts, { onProgress });
  return { ...submission, told };
}

describe("Dozens of topics", () => {
  onEachTarget((target) => {
    const releases = target === "our suite" ? 1 : 0;
    const deploy = async (): Promise<ClaimStage & { signed: SignedClaim[] }> => {
      const stage = await deployClaimStage(target);
      const { cast, registrySet, typedIssuer } = stage;
      const { topics, issuers } = registrySet;
      for (const topic of FURTHER) await confirm(topics.connect(cast.issuer).addClaimTopic(topic));
      await confirm(issuers.connect(cast.issuer).updateIssuerClaimTopics(typedIssuer, [ACCREDITATION, ...FURTHER]));
      await execute(stage, stage.open);
      return { ...stage, signed: await signEverything(stage) };
    };

    it("are handed in many at once, each told of, and the wallet is verified at the end", async () => {
      const stage = await loadFixture(deploy);
      const done = await submit(stage, stage.signed);
      const topics = 2 + FURTHER.length;
      expect(done.claims.map(({ outcome }) => outcome)).to.deep.equal(stage.signed.map(() => "added"));
      expect(done.told).to.deep.equal(stage.signed.map((_, index) => [index + 1, topics]));
      expect(done.transactions).to.have.length(Math.ceil(topics / AT_ONCE) + releases);
      expect(done.verified).to.equal(true);
      expect((await gapOf(stage)).missing).to.deep.equal([]);
    });

    it("are not held up by one that its issuer does not stand by: that one is named", async () => {
      const stage = await loadFixture(deploy);
      const bad = stage.signed[5]!;
      const spoilt = { ...bad, signature: highS(bad.signature) };
      const done = await submit(stage, stage.signed.with(5, spoilt));
      const refused = done.claims.filter(({ outcome }) => outcome !== "added");
      expect(refused.map(({ topic, outcome }) => [topic, outcome])).to.deep.equal([[bad.topic, "refused"]]);
      expect((await gapOf(stage)).missing.map(({ topic }) => topic)).to.deep.equal([bad.topic]);
    });
  });
});
