import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";
import { Interface, type EventFragment, type JsonFragment } from "ethers";
import { artifacts } from "hardhat";

interface Entry {
  readonly type: "event" | "function";
  readonly sig: string;
  readonly id: string;
  readonly indexed?: readonly boolean[];
}

const STANDARD = JSON.parse(readFileSync(join(__dirname, "erc3643-abi.json"), "utf8")) as Record<
  string,
  readonly Entry[]
>;

/** Which contract of ours keeps which part of the standard. */
const KEEPERS: Readonly<Record<string, readonly string[]>> = {
  IAgentRole: ["Token", "IdentityRegistry", "IdentityRegistryStorage"],
  IERC3643: ["Token"],
  IIdentityRegistry: ["IdentityRegistry"],
  IIdentityRegistryStorage: ["IdentityRegistryStorage"],
  ICompliance: ["ModularCompliance"],
  ITrustedIssuersRegistry: ["ClaimPolicy"],
  IClaimTopicsRegistry: ["ClaimPolicy"],
};

describe("The suite conforms to ERC-3643", () => {
  for (const [part, entries] of Object.entries(STANDARD)) {
    for (const contract of KEEPERS[part] ?? []) {
      it(`${contract} has every function, event, topic and indexed flag of ${part}`, async () => {
        const abi = new Interface((await artifacts.readArtifact(contract)).abi as readonly JsonFragment[]);
        for (const entry of entries) {
          if (entry.type === "function") expect(abi.getFunction(entry.sig)?.selector, entry.sig).to.equal(entry.id);
          else expectEvent(abi.getEvent(entry.sig), entry);
        }
      });
    }
  }

  it("covers every part of the standard", () => {
    expect(Object.keys(KEEPERS).sort()).to.deep.equal(Object.keys(STANDARD).sort());
  });
});

function expectEvent(event: EventFragment | null, { sig, id, indexed }: Entry): void {
  expect(event?.topicHash, sig).to.equal(id);
  expect(
    event?.inputs.map((input) => input.indexed === true),
    sig,
  ).to.deep.equal(indexed);
}
