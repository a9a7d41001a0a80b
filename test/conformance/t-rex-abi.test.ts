import { expect } from "chai";
import { Interface, type EventFragment, type FunctionFragment, type JsonFragment } from "ethers";
import { artifacts } from "hardhat";

import { artifactOf, type ContractName } from "../stage/t-rex/artifacts";
import { deliberateDifferences } from "./deliberate-differences";

/** Which contract of ours stands for which of T-REX's. */
const COUNTERPARTS = {
  Token: "Token",
  IdentityRegistry: "IdentityRegistry",
  IdentityRegistryStorage: "IdentityRegistryStorage",
  ClaimTopicsRegistry: "ClaimPolicy",
  TrustedIssuersRegistry: "ClaimPolicy",
  ModularCompliance: "ModularCompliance",
} as const satisfies Partial<Record<ContractName, string>>;

type Theirs = keyof typeof COUNTERPARTS;

const EVERY_CONTRACT = "every contract";
const NOTHING = "–";

/** How one of T-REX's functions or events stands with us. */
interface Difference {
  /** The contract of theirs. */
  readonly where: string;
  readonly trex: string;
  readonly ours: string;
}

describe("The suite beside the published artifacts of T-REX 4.1.6", () => {
  for (const [theirs, ours] of Object.entries(COUNTERPARTS)) {
    it(`${ours} has every function, event, topic and indexed flag of their ${theirs}, but for what is listed`, async () => {
      const unlisted = (await differencesOf(theirs as Theirs)).filter((difference) => !isListed(difference));
      expect(unlisted, "add them to docs/conformance.md with a reason, or remove them").to.deep.equal([]);
    });
  }

  it("differs still in everything that is listed, for a reason", async () => {
    const found: Difference[] = [];
    for (const theirs of Object.keys(COUNTERPARTS)) found.push(...(await differencesOf(theirs as Theirs)));
    for (const listed of deliberateDifferences()) {
      const places = found.filter((difference) => isSame(listed, difference)).map(({ where }) => where);
      const expected = listed.where === EVERY_CONTRACT ? Object.keys(COUNTERPARTS) : [listed.where];
      expect(places, listed.trex).to.deep.equal(expected);
      expect(listed.reason, listed.trex).to.not.equal("");
    }
  });
});

function isListed(difference: Difference): boolean {
  return deliberateDifferences().some((listed) => isSame(listed, difference));
}

function isSame(listed: Difference, found: Difference): boolean {
  const isThere = listed.where === found.where || listed.where === EVERY_CONTRACT;
  return isThere && listed.trex === found.trex && listed.ours === found.ours;
}

async function differencesOf(theirs: Theirs): Promise<readonly Difference[]> {
  const trex = new Interface(artifactOf(theirs).abi);
  const { abi } = await artifacts.readArtifact(COUNTERPARTS[theirs]);
  const own = new Interface(abi as readonly JsonFragment[]);
  const differences: Difference[] = [];
  const compare = (expected: string, actual: string): void => {
    if (actual !== expected) differences.push({ where: theirs, trex: expected, ours: actual });
  };
  trex.forEachFunction((entry) => {
    compare(functionLine(entry), functionLine(own.getFunction(entry.selector)));
  });
  trex.forEachEvent((entry) => {
    compare(eventLine(entry), eventLine(own.getEvent(entry.topicHash)));
  });
  return differences;
}

/** Selector, mutability and what comes back; a view that needs no state may say so. */
function functionLine(entry: FunctionFragment | null): string {
  if (entry === null) return NOTHING;
  const mutability = entry.stateMutability === "pure" ? "view" : entry.stateMutability;
  const returned = entry.outputs.map((output) => output.type).join(",");
  const words = [`function ${entry.format()}`];
  if (mutability !== "nonpayable") words.push(mutability);
  if (returned !== "") words.push(`returns (${returned})`);
  return words.join(" ");
}

function eventLine(entry: EventFragment | null): string {
  if (entry === null) return NOTHING;
  const inputs = entry.inputs.map((input) => (input.indexed === true ? `${input.type} indexed` : input.type));
  return `event ${entry.name}(${inputs.join(", ")})${entry.anonymous ? " anonymous" : ""}`;
}
