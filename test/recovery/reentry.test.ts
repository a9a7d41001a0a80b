import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import { roleNamed } from "../../src/provision/role-table";
import type { HonestToken, HostileRegistry, HostileToken, RecoveryAgent } from "../../typechain-types";
import { Outcome, executeCase, makeReady, propose, recoveryOf, type OpenCase } from "../stage/case-steps";
import {
  addressOf,
  deployHostileRegistry,
  deployHostileToken,
  deployStage,
  deployTokens,
  inOrder,
} from "../stage/doubles";
import { HostileRegistryMode, HostileTokenMode } from "../stage/hostile";
import { as } from "../stage/regain";

describe("Calling back into the agent", () => {
  /** A token and a registry that hold every role of a case, so that nothing but the agent itself refuses them. */
  async function deployReady() {
    const stage = await deployStage();
    const registry = await deployHostileRegistry(stage);
    const token = await deployHostileToken(stage);
    const [honest] = (await deployTokens(stage, 1)) as [HonestToken];
    await token.setIdentityRegistry(registry);
    for (const name of ["IDENTITY_MANAGER", "CUSTODIAN", "GUARDIAN"] as const) {
      for (const hostile of [token, registry]) await stage.authority.grantRole(roleNamed(name).id, hostile, 0);
    }
    for (const one of [token, honest]) {
      await one.mint(stage.holder, 100);
      await one.freezePartialTokens(stage.holder, 40);
      await one.setAddressFrozen(stage.holder, true);
    }
    const recovery = await recoveryOf(stage, { registry, tokens: inOrder<HonestToken>([token, honest]) });
    return { ...stage, registry, token, honest, opened: await makeReady(stage, recovery) };
  }

  type Ready = Awaited<ReturnType<typeof deployReady>>;
  type EntryPoint = readonly [string, (agent: RecoveryAgent, opened: OpenCase, caller: string) => string];
  const guarded: readonly EntryPoint[] = [
    ["propose", ({ interface: abi }, opened) => abi.encodeFunctionData("propose", [opened, "0x"])],
    ["quarantine", ({ interface: abi }, opened) => abi.encodeFunctionData("quarantine", [opened])],
    ["approve", ({ interface: abi }, { caseId }) => abi.encodeFunctionData("approve", [caseId])],
    [
      "approveBySignature",
      ({ interface: abi }, { caseId }, caller) => abi.encodeFunctionData("approveBySignature", [caseId, caller, "0x"]),
    ],
    ["contest", ({ interface: abi }, { caseId }) => abi.encodeFunctionData("contest", [caseId])],
    ["uphold", ({ interface: abi }, { caseId }) => abi.encodeFunctionData("uphold", [caseId])],
    ["cancel", ({ interface: abi }, opened) => abi.encodeFunctionData("cancel", [opened])],
    ["release", ({ interface: abi }, opened) => abi.encodeFunctionData("release", [opened])],
    ["execute", ({ interface: abi }, opened) => abi.encodeFunctionData("execute", [opened, []])],
    ["retry", ({ interface: abi }, opened) => abi.encodeFunctionData("retry", [opened])],
    ["reassign", ({ interface: abi }, opened) => abi.encodeFunctionData("reassign", [opened, []])],
    ["preview", ({ interface: abi }, opened) => abi.encodeFunctionData("preview", [opened, [], 0])],
    [
      "multicall",
      ({ interface: abi }, opened) =>
        abi.encodeFunctionData("multicall", [[abi.encodeFunctionData("retry", [opened])]]),
    ],
  ];
  const selfOnly: readonly EntryPoint[] = [
    [
      "recoverToken",
      ({ interface: abi }, { caseId, registry, lostWallet, newWallet }, caller) => {
        const identities = { lostIdentity: ethers.ZeroAddress, newIdentity: ethers.ZeroAddress, country: 0 };
        const succession = { registry, lostWallet, newWallet, ...identities };
        return abi.encodeFunctionData("recoverToken", [succession, caseId, caller]);
      },
    ],
    ["runAndRevert", ({ interface: abi }, opened) => abi.encodeFunctionData("runAndRevert", [opened, [], 0])],
  ];
  const entryPoints = [
    ...guarded.map((entry) => [...entry, "ReentrancyGuardReentrantCall"] as const),
    ...selfOnly.map((entry) => [...entry, "RecoveryAgentSelfOnly"] as const),
  ];

  async function armWithAll(hostile: HostileToken | HostileRegistry, { agent, opened }: Ready): Promise<void> {
    await hostile.arm(
      agent,
      entryPoints.map(([, encode]) => encode(agent, opened, addressOf(hostile))),
    );
  }

  /** What it was told when it called back, in the order of the entry points. */
  async function refusalsOf(hostile: HostileToken | HostileRegistry): Promise<(string | undefined)[]> {
    const calls = await hostile.queryFilter(hostile.filters.CalledBack());
    return calls.map(({ args }) => (args.entered ? undefined : args.refusal));
  }

  function expectedRefusals(agent: RecoveryAgent): (string | undefined)[] {
    return entryPoints.map(([, , error]) => agent.interface.getError(error)?.selector);
  }

  it("is tried by every function that changes anything, but those of the authority and of policy administrators", async () => {
    const { agent } = await loadFixture(deployReady);
    const changing: string[] = [];
    agent.interface.forEachFunction(({ constant, name }) => {
      if (!constant) changing.push(name);
    });
    const tried = entryPoints.map(([name]) => name);
    expect(changing).to.have.members([...tried, "setAuthority", "setPolicy"]);
  });

  for (const [hook, mode] of [
    ["forcedTransfer", HostileTokenMode.ReentersOnTransfer],
    ["freezePartialTokens", HostileTokenMode.ReentersOnPartialFreeze],
    ["setAddressFrozen", HostileTokenMode.ReentersOnFreeze],
  ] as const) {
    it(`is refused to a token in ${hook}, by every entry point`, async () => {
      const stage = await loadFixture(deployReady);
      const { agent, token, opened, newWallet } = stage;
      await armWithAll(token, stage);
      await token.become(mode);
      expect(await executeCase(stage, opened)).to.deep.equal([Outcome.Recovered, Outcome.Recovered]);
      expect(await refusalsOf(token)).to.deep.equal(expectedRefusals(agent));
      expect(await token.balanceOf(newWallet)).to.equal(100n);
    });
  }

  for (const [hook, mode] of [
    ["registerIdentity", HostileRegistryMode.ReentersOnRegistration],
    ["deleteIdentity", HostileRegistryMode.ReentersOnRemoval],
  ] as const) {
    it(`is refused to a registry in ${hook}, by every entry point`, async () => {
      const stage = await loadFixture(deployReady);
      const { agent, registry, opened } = stage;
      await armWithAll(registry, stage);
      await registry.become(mode);
      expect(await executeCase(stage, opened)).to.deep.equal([Outcome.Recovered, Outcome.Recovered]);
      expect(await refusalsOf(registry)).to.deep.equal(expectedRefusals(agent));
    });
  }

  it(`is refused to a registry in isVerified, by every entry point`, async () => {
    const stage = await loadFixture(deployReady);
    const { registry, opened, token, newWallet } = stage;
    await armWithAll(registry, stage);
    await registry.become(HostileRegistryMode.ReentersOnVerification);
    // This registry verifies the wallet when all its calls back were refused.
    expect(await executeCase(stage, opened)).to.deep.equal([Outcome.Recovered, Outcome.Recovered]);
    expect(await token.balanceOf(newWallet)).to.equal(100n);
  });

  it("is refused while a case is proposed, cancelled and released", async () => {
    const stage = await loadFixture(deployReady);
    const { agent, guardian, token, opened, registry, holder } = stage;
    await as(agent, guardian).cancel(opened);
    await token.setAddressFrozen(holder, false);
    await token.become(HostileTokenMode.ReentersOnFreeze);
    await token.arm(agent, [agent.interface.encodeFunctionData("execute", [opened, []])]);
    const guard = agent.interface.getError("ReentrancyGuardReentrantCall")?.selector;
    const next = await propose(stage, await recoveryOf(stage, { registry, tokens: opened.tokens }));
    expect(await refusalsOf(token)).to.deep.equal([guard]);
    await as(agent, guardian).cancel(next);
    expect(await refusalsOf(token)).to.deep.equal([guard, guard]);
    expect(await token.isFrozen(holder)).to.equal(false);
  });

  it("is possible where it only reads: what it reads is what stands", async () => {
    const stage = await loadFixture(deployReady);
    const { agent, token, opened, holder, newWallet } = stage;
    await token.arm(agent, [agent.interface.encodeFunctionData("successorOf", [holder.address])]);
    await token.become(HostileTokenMode.ReentersOnTransfer);
    await executeCase(stage, opened);
    expect(await refusalsOf(token)).to.deep.equal([undefined]);
    expect(await agent.successorOf(holder)).to.equal(newWallet.address);
  });

  describe("from outside, by the functions that only the agent itself may call", () => {
    for (const [name, encode] of selfOnly) {
      it(`is refused to everybody: ${name}`, async () => {
        const stage = await loadFixture(deployReady);
        const { agent, proposer, opened, admin } = stage;
        for (const account of [proposer, admin]) {
          const call = { to: agent, data: encode(agent, opened, ethers.ZeroAddress) };
          await expect(account.sendTransaction(call))
            .to.be.revertedWithCustomError(agent, "RecoveryAgentSelfOnly")
            .withArgs(account);
        }
      });
    }
  });
});
