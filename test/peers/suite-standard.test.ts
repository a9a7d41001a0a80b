import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { loadFixture } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import { Interface, ZeroAddress, type JsonFragment } from "ethers";
import { artifacts } from "hardhat";

import { plainSuite } from "../fixtures/regain-suite";
import { everyRule } from "../fixtures/ruled-suite";

const ROOT = join(__dirname, "../../contracts");
const ROOMS = ["access", "registry", "compliance", "token"];
const CONTRACTS = ["Token", "IdentityRegistry", "IdentityRegistryStorage", "ClaimPolicy", "ModularCompliance"];

/** The suite's sources, one text. */
function sources(): string {
  const files = ROOMS.flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: "utf8" }).map((file) => join(ROOT, room, file)),
  );
  const solidity = files.filter((file) => file.endsWith(".sol"));
  return solidity.map((file) => readFileSync(file, "utf8")).join("\n");
}

describe("What the peers get wrong about the standard, on our suite", () => {
  it("18. no two events share a topic with different arguments", async () => {
    const seen = new Map<string, string>();
    for (const contract of CONTRACTS) {
      const { abi } = await artifacts.readArtifact(contract);
      new Interface(abi as readonly JsonFragment[]).forEachEvent((event) => {
        const shape = `${event.name} ${event.inputs.map((input) => `${input.type} ${input.indexed === true}`).join()}`;
        expect(seen.get(event.topicHash) ?? shape).to.equal(shape);
        seen.set(event.topicHash, shape);
      });
    }
  });

  it("18. every event that is declared is emitted", () => {
    const text = sources();
    const declared = [...text.matchAll(/^ {4}event (\w+)\(/gm)].map(([, name = ""]) => name);
    expect(declared).to.include.members(["WalletQuarantined", "SuccessorRecorded", "ModuleFailed", "SuiteDeployed"]);
    for (const name of declared) expect(text, name).to.match(new RegExp(`emit ${name}\\(`));
  });

  it("34. transfer(0) does not revert, not even under every rule", async () => {
    const { token, cast } = await loadFixture(everyRule);
    await expect(token.connect(cast.holder).transfer(cast.secondHolder, 0n))
      .to.emit(token, "Transfer")
      .withArgs(cast.holder, cast.secondHolder, 0n);
    await token.connect(cast.stranger).transferFrom(cast.holder, cast.secondHolder, 0n);
  });

  it("35. the compliance has isTokenBound", async () => {
    const { token, compliance, cast } = await loadFixture(plainSuite);
    expect(await compliance.isTokenBound(token)).to.equal(true);
    expect(await compliance.isTokenBound(cast.stranger)).to.equal(false);
    await compliance.unbindToken(token);
    expect(await compliance.isTokenBound(token)).to.equal(false);
    expect(await compliance.isTokenBound(ZeroAddress)).to.equal(false);
  });

  it("36. indexed event arguments follow the standard's asset files", async () => {
    const indexed = {
      Token: { AddressFrozen: [true, true, true], TokensFrozen: [true, false], ComplianceAdded: [true] },
      IdentityRegistry: { CountryUpdated: [true, true], IdentityRegistered: [true, true] },
      IdentityRegistryStorage: { CountryModified: [true, true], IdentityRegistryBound: [true] },
      ClaimPolicy: { TrustedIssuerAdded: [true, false], ClaimTopicAdded: [true] },
      ModularCompliance: { TokenBound: [false], TokenUnbound: [false] },
    } as const;
    for (const [contract, events] of Object.entries(indexed)) {
      const abi = new Interface((await artifacts.readArtifact(contract)).abi as readonly JsonFragment[]);
      for (const [name, flags] of Object.entries(events)) {
        const inputs = abi.getEvent(name)?.inputs.map((input) => input.indexed === true);
        expect(inputs, `${contract}.${name}`).to.deep.equal(flags);
      }
    }
  });
});
