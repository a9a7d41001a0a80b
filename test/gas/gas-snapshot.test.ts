import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reset, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { id } from "ethers";
import hre, { ethers } from "hardhat";
import { connectChain } from "../../src/chain/connect";
import { approveCase, cancelCase } from "../../src/recovery/decide";
import { executeCase } from "../../src/recovery/execute";
import { proposeRecovery } from "../../src/recovery/propose";
import { RECOVERY_TYPES, typedDomainOf, type Recovery } from "../../src/recovery/recovery";
import { composeRecovery, surveyRecovery } from "../../src/recovery/survey";
import { admitAgent } from "../stage/agents";
import { castOf, type Cast } from "../stage/cast";
import { signKycClaim } from "../stage/holders";
import { stageLiveTokens } from "../stage/live-tokens";
import { DAY } from "../stage/regain";
import { deployOffice } from "../stage/live-recovery";

const SNAPSHOT = join(__dirname, "snapshot.json");
const UPDATE = process.env["UPDATE_GAS"] === "1";

/** Measures the steps of one recovery of five T-REX tokens: the same accounts on a fresh chain, so the same gas. */
async function measure(): Promise<Record<string, number>> {
  await reset();
  const cast = castOf(await ethers.getSigners());
  const live = await stageLiveTokens(cast);
  const { agent, factory } = await deployOffice({ cast });
  const agentAddress = await agent.getAddress();
  await admitAgent(live, agentAddress);
  const chain = await connectChain(ethers.provider, agentAddress);
  const domain = typedDomainOf({ chainId: chain.chainId, agent: agentAddress });
  const compose = (): Promise<Recovery> =>
    composeRecovery(chain, {
      lostWallet: cast.holder.address,
      newWallet: cast.newWallet.address,
      tokens: live.tokens.map((token) => token.address),
      keepIdentity: false,
      evidence: id("the file of the gas snapshot"),
    });
  const propose = async (recovery: Recovery): Promise<{ caseId: string; gas: number }> => {
    const acceptance = await cast.newWallet.signTypedData(domain, RECOVERY_TYPES, recovery);
    const { caseId, transactions } = await proposeRecovery(chain, cast.identityManager, recovery, acceptance);
    return { caseId, gas: gasOf(transactions) };
  };
  const withdrawn = await propose(await compose());
  const cancel = gasOf((await cancelCase(chain, cast.guardian, withdrawn.caseId)).transactions);
  const recovery = await compose();
  const { caseId, gas } = await propose(recovery);
  const approve = gasOf((await approveCase(chain, cast.custodian, caseId)).transactions);
  await time.increase(DAY);
  const { newIdentity } = await surveyRecovery(chain, recovery, []);
  const claim = await signKycClaim(live, newIdentity);
  const claims = [{ ...claim, scheme: 1n, data: ethers.hexlify(claim.data), uri: "" }];
  const execute = gasOf((await executeCase(chain, cast.identityManager, caseId, { claims })).transactions);
  return { "create identity": await createIdentity(factory, cast), propose: gas, cancel, approve, execute };
}

async function createIdentity(
  factory: Awaited<ReturnType<typeof deployOffice>>["factory"],
  { stranger }: Cast,
): Promise<number> {
  const sent = await factory.connect(stranger).createIdentity(id("salt"), stranger.address, [], []);
  return Number((await sent.wait())?.gasUsed ?? 0n);
}

function gasOf(transactions: readonly { readonly gas: bigint }[]): number {
  return Number(transactions.reduce((sum, { gas }) => sum + gas, 0n));
}

describe("Gas of a recovery of five T-REX tokens", () => {
  it("is what the snapshot says: UPDATE_GAS=1 writes a new one", async function () {
    // A coverage run measures its own probes, not the contracts.
    if ((hre as { __SOLIDITY_COVERAGE_RUNNING?: boolean }).__SOLIDITY_COVERAGE_RUNNING === true) return;
    const measured = await measure();
    if (UPDATE) writeFileSync(SNAPSHOT, `${JSON.stringify(measured, null, 2)}\n`);
    expect(measured).to.deep.equal(JSON.parse(readFileSync(SNAPSHOT, "utf8")));
  });
});
