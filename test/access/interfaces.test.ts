import { loadFixture } from "@nomicfoundation/hardhat-toolbox/network-helpers";
import { expect } from "chai";
import { toBeHex, type Interface } from "ethers";

import {
  type IComplianceModule,
  IAgentRole__factory,
  IClaimPolicy__factory,
  IClaimTopicsRegistry__factory,
  IComplianceListener__factory,
  IComplianceModule__factory,
  ICompliance__factory,
  IContextCompliance__factory,
  IERC20Metadata__factory,
  IERC20Permit__factory,
  IERC20__factory,
  IERC3643__factory,
  IIdentityRegistryStorage__factory,
  IIdentityRegistry__factory,
  IModularCompliance__factory,
  IRecoverableRegistry__factory,
  IRecoverableStorage__factory,
  IToken__factory,
  ITrustedIssuersRegistry__factory,
} from "../../typechain-types";
import { plainSuite } from "../fixtures/regain-suite";

const erc165 = "0x01ffc9a7";
const erc20 = IERC20__factory.createInterface();
const erc20Metadata = IERC20Metadata__factory.createInterface();
const erc20Permit = IERC20Permit__factory.createInterface();
const erc3643 = IERC3643__factory.createInterface();
const topics = IClaimTopicsRegistry__factory.createInterface();
const issuers = ITrustedIssuersRegistry__factory.createInterface();
const compliance = ICompliance__factory.createInterface();
const contextCompliance = IContextCompliance__factory.createInterface();
const registry = IIdentityRegistry__factory.createInterface();
const storage = IIdentityRegistryStorage__factory.createInterface();
const agentRole = idOf(IAgentRole__factory.createInterface());

/** What each contract says it has, by ERC-165. */
const SPEAKS: Readonly<Record<"token" | "registry" | "storage" | "policy" | "compliance", readonly string[]>> = {
  token: [
    erc165,
    idOf(erc20),
    idOf(erc20Metadata, erc20),
    idOf(erc20Permit),
    idOf(erc3643, erc20, erc20Metadata),
    agentRole,
    idOf(IComplianceListener__factory.createInterface()),
    idOf(IToken__factory.createInterface(), erc3643, erc20Permit, ["eip712Domain()"]),
  ],
  registry: [erc165, idOf(registry), agentRole, idOf(IRecoverableRegistry__factory.createInterface(), registry)],
  storage: [erc165, idOf(storage), agentRole, idOf(IRecoverableStorage__factory.createInterface(), storage)],
  policy: [erc165, idOf(topics), idOf(issuers), idOf(IClaimPolicy__factory.createInterface(), topics, issuers)],
  compliance: [
    erc165,
    idOf(compliance),
    idOf(contextCompliance, compliance),
    idOf(IModularCompliance__factory.createInterface(), contextCompliance),
  ],
};

describe("What a suite says of itself by ERC-165", () => {
  for (const [component, interfaces] of Object.entries(SPEAKS)) {
    it(`${component}: every interface that it has, and no other`, async () => {
      const stage = await loadFixture(plainSuite);
      const contract = stage[component as keyof typeof SPEAKS];
      for (const id of interfaces) expect(await contract.supportsInterface(id), id).to.equal(true);
      for (const id of ["0xffffffff", "0x00000000"]) expect(await contract.supportsInterface(id)).to.equal(false);
    });
  }

  it("modules: that they are modules, each by its name", async () => {
    const { codes } = await loadFixture(plainSuite);
    const moduleId = idOf(IComplianceModule__factory.createInterface(), ["supportsInterface(bytes4)"]);
    for (const [name, module] of Object.entries<IComplianceModule>({ ...codes.modules })) {
      expect(await module.supportsInterface(moduleId)).to.equal(true);
      expect(await module.supportsInterface("0xffffffff")).to.equal(false);
      expect(await module.name()).to.equal(`${name.charAt(0).toUpperCase()}${name.slice(1)}Module`);
    }
  });
});

/** As Solidity's `type(I).interfaceId`: the functions of an interface without those that it inherits. */
function idOf(own: Interface, ...inherited: readonly (Interface | readonly string[])[]): string {
  const known = new Set<string>();
  for (const parent of inherited) {
    if ("forEachFunction" in parent) parent.forEachFunction(({ selector }) => known.add(selector));
    else for (const signature of parent) known.add(own.getFunction(signature)?.selector ?? "");
  }
  let id = 0n;
  own.forEachFunction(({ selector }) => {
    if (!known.has(selector)) id ^= BigInt(selector);
  });
  return toBeHex(id, 4);
}
