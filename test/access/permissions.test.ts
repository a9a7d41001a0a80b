import { loadFixture } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import { ZeroAddress, ZeroHash, type BaseContract, type ParamType } from "ethers";

import { plainSuite, type SuiteStage } from "../fixtures/regain-suite";

type Component = "token" | "registry" | "storage" | "policy" | "compliance";

const OWNERSHIP = ["transferOwnership"];
const AGENTS = ["addAgent", "removeAgent"];

/** Every function that changes something, by the one it listens to; `acceptOwnership` has its own test. */
const LISTENS_TO: Readonly<Record<Component, Readonly<Record<string, readonly string[]>>>> = {
  token: {
    owner: [
      ...OWNERSHIP,
      ...AGENTS,
      "setName",
      "setSymbol",
      "setOnchainID",
      "setIdentityRegistry",
      "setCompliance",
      "upgradeToAndCall",
    ],
    agent: [
      "forcedTransfer",
      "batchForcedTransfer",
      "mint",
      "batchMint",
      "burn",
      "batchBurn",
      "recoveryAddress",
      "recoverHolding",
      "setAddressFrozen",
      "batchSetAddressFrozen",
      "freezePartialTokens",
      "batchFreezePartialTokens",
      "unfreezePartialTokens",
      "batchUnfreezePartialTokens",
      "pause",
      "unpause",
    ],
    anybody: ["transfer", "transferFrom", "batchTransfer", "approve", "permit", "complianceChanged"],
  },
  registry: {
    owner: [
      ...OWNERSHIP,
      ...AGENTS,
      "setIdentityRegistryStorage",
      "setClaimTopicsRegistry",
      "setTrustedIssuersRegistry",
    ],
    agent: [
      "registerIdentity",
      "batchRegisterIdentity",
      "deleteIdentity",
      "updateCountry",
      "updateIdentity",
      "quarantine",
      "release",
      "recordSuccessor",
    ],
    anybody: ["releaseVerified"],
  },
  storage: {
    owner: [...OWNERSHIP, ...AGENTS, "bindIdentityRegistry", "unbindIdentityRegistry"],
    agent: [
      "addIdentityToStorage",
      "removeIdentityFromStorage",
      "modifyStoredInvestorCountry",
      "modifyStoredIdentity",
      "quarantine",
      "release",
      "recordSuccessor",
      "recordVerified",
    ],
    anybody: [],
  },
  policy: {
    owner: [
      ...OWNERSHIP,
      "addClaimTopic",
      "removeClaimTopic",
      "addTrustedIssuer",
      "removeTrustedIssuer",
      "updateIssuerClaimTopics",
    ],
    anybody: [],
  },
  compliance: {
    owner: [...OWNERSHIP, "addModule", "removeModule", "callModuleFunction"],
    "owner or token": ["bindToken", "unbindToken"],
    token: ["moved", "recovered", "transferred", "created", "destroyed"],
    anybody: ["attribute"],
  },
};

const REFUSAL: Readonly<Record<string, string>> = {
  owner: "OwnershipOwnerOnly",
  agent: "AgentRoleAgentOnly",
  token: "ModularComplianceTokenOnly",
  "owner or token": "ModularComplianceCallerNotAllowed",
};

describe("Who may do what to a suite", () => {
  for (const [component, functions] of Object.entries(LISTENS_TO)) {
    const of = (stage: SuiteStage): BaseContract => stage[component as Component];

    it(`${component}: every function that changes something is in the table`, async () => {
      const writing: string[] = [];
      of(await loadFixture(plainSuite)).interface.forEachFunction((entry) => {
        if (!["view", "pure"].includes(entry.stateMutability)) writing.push(entry.name);
      });
      expect(writing).to.have.members([...Object.values(functions).flat(), "acceptOwnership", "initialize"]);
    });

    it(`${component}: nobody initializes it again`, async () => {
      const stage = await loadFixture(plainSuite);
      await expectRefusal(of(stage), stage, "initialize", "InvalidInitialization");
    });

    for (const [whom, names] of Object.entries(functions)) {
      const refusal = REFUSAL[whom];
      if (refusal === undefined) continue;
      for (const name of names) {
        it(`${component}.${name} listens to the ${whom} alone`, async () => {
          const stage = await loadFixture(plainSuite);
          await expectRefusal(of(stage), stage, name, refusal);
        });
      }
    }
  }
});

/** The thief's call is refused, whatever its arguments. */
async function expectRefusal(contract: BaseContract, { cast }: SuiteStage, name: string, error: string): Promise<void> {
  const blanks = contract.interface.getFunction(name)?.inputs.map(blank) ?? [];
  const attempt = contract.connect(cast.thief).getFunction(name)(...blanks);
  await expect(attempt).to.be.revertedWithCustomError(contract, error);
}

/** The emptiest value of a type. */
function blank(type: ParamType): unknown {
  if (type.isArray()) return [];
  if (type.isTuple()) return type.components.map(blank);
  if (type.type === "address") return ZeroAddress;
  if (type.type === "bool") return false;
  if (type.type === "string") return "";
  if (type.type === "bytes") return "0x";
  return type.type.startsWith("bytes") ? ZeroHash.slice(0, 2 + 2 * Number(type.type.slice("bytes".length))) : 0n;
}
