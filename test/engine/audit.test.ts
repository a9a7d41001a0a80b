import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { id } from "ethers";
import { ethers, network } from "hardhat";
import { auditCase, requireAgreement } from "../../src/recovery/audit";
import { approveCase } from "../../src/recovery/decide";
import { executeCase } from "../../src/recovery/execute";
import { findCandidates, findTokens, registriesOfCandidates } from "../../src/recovery/find-tokens";
import { chooseLostWallet } from "../../src/recovery/choose-wallet";
import { planRecovery } from "../../src/recovery/plan";
import { proposeRecovery } from "../../src/recovery/propose";
import { readCaseFile } from "../../src/recovery/read-case-file";
import { RECOVERY_TYPES, typedDomainOf } from "../../src/recovery/recovery";
import { surveyRecovery } from "../../src/recovery/survey";
import { readWallets } from "../../src/chain/wallets";
import { openStore, type Store } from "../../src/store/open-store";
import { IN_MEMORY } from "../../src/store/place";
import { readStoredCase, type StoredCase } from "../../src/store/read-case";
import { stageEngine } from "../stage/engine";
import { DAY } from "../stage/regain";

/** Proposed, approved and executed; and what a store that took part would have of it. */
async function recovered() {
  const on = await stageEngine();
  const { chain, cast, recovery } = on;
  const domain = typedDomainOf({ chainId: chain.chainId, agent: chain.agentAddress });
  const acceptance = await cast.newWallet.signTypedData(domain, RECOVERY_TYPES, recovery);
  const estimated = planRecovery(await surveyRecovery(chain, recovery, [])).gas;
  const proposal = await proposeRecovery(chain, cast.identityManager, recovery, acceptance);
  const { caseId } = proposal;
  const approval = await approveCase(chain, cast.custodian, caseId);
  await time.increase(DAY);
  const execution = await executeCase(chain, cast.identityManager, caseId);
  const sent = [...proposal.transactions, ...approval.transactions, ...execution.transactions];
  return { ...on, caseId, estimated, execution, hash: execution.transactions[0]!.hash, sent };
}

type Recovered = Awaited<ReturnType<typeof recovered>>;

async function record(store: Store, { chain, caseId, recovery, hash, execution }: Recovered): Promise<void> {
  const { db } = store;
  const receipt = (await ethers.provider.getTransactionReceipt(hash))!;
  const { lostWallet, newWallet } = recovery;
  await db
    .insertInto("cases")
    .values({
      ...{ case_id: caseId, chain_id: chain.chainId.toString(), agent: chain.agentAddress, created_at: 1 },
      ...{ lost_wallet: lostWallet, new_wallet: newWallet },
    })
    .execute();
  await db
    .insertInto("steps")
    .values({
      ...{ step_id: "1", case_id: caseId, verb: "execute", status: "done", input: "{}", from_block: 1 },
      ...{ started_at: 1, ended_at: 2, result: "" },
    })
    .execute();
  await db
    .insertInto("transactions")
    .values({
      ...{ transaction_id: "1", step_id: "1", chain_id: chain.chainId.toString(), signer: receipt.from, nonce: 1 },
      ...{ call_hash: "", target: chain.agentAddress, data: "0x", gas_limit: "0", status: "confirmed", hash },
      ...{ block: receipt.blockNumber, block_hash: receipt.blockHash, gas_used: receipt.gasUsed.toString() },
      ...{ created_at: 1, updated_at: 1 },
    })
    .execute();
  for (const { address, outcome, reason, amount, frozen, walletFrozen } of execution.tokens) {
    const amounts = { amount: amount.toString(), frozen: frozen.toString(), wallet_frozen: walletFrozen ? 1 : 0 };
    await db
      .insertInto("outcomes")
      .values({ step_id: "1", token: address, outcome, reason, ...amounts })
      .execute();
  }
}

describe("Around a recovery of live T-REX tokens", () => {
  it("every token that the agent serves and the holder has is found", async () => {
    const { chain, cast, live } = await loadFixture(stageEngine);
    const candidates = await findCandidates(chain, []);
    const found = await findTokens(chain, candidates, cast.holder.address);
    const expected = live.tokens.filter(({ address }) => candidates.served.includes(address));
    expect(found.map(({ address }) => address).sort()).to.deep.equal(expected.map(({ address }) => address).sort());
    expect(found.length).to.be.greaterThan(3);
    expect(await findTokens(chain, candidates, cast.stranger.address)).to.deep.equal([]);
  });

  it("a configured token is found too, and what is no token is left out", async () => {
    const { chain, cast, live } = await loadFixture(stageEngine);
    const all = live.tokens.map(({ address }) => address);
    const found = await findTokens(
      chain,
      { served: [], configured: [...all, cast.stranger.address] },
      cast.holder.address,
    );
    expect(found).to.have.length(all.length);
  });

  it("the effective wallet of several is the one that is registered and has no successor", async () => {
    const { chain, cast } = await loadFixture(recovered);
    const registries = await registriesOfCandidates(chain, await findCandidates(chain, []));
    const wallets = [cast.holder.address, cast.newWallet.address, cast.stranger.address];
    const facts = await readWallets(chain, wallets, registries);
    expect(facts.map(({ effective }) => effective)).to.deep.equal([false, true, false]);
    expect(facts[0]!.successor).to.equal(cast.newWallet.address);
    expect(chooseLostWallet(facts)).to.equal(cast.newWallet.address);
  });

  it("the gas is estimated within a third of what is paid", async () => {
    const { estimated, sent } = await loadFixture(recovered);
    const paid = sent.reduce((sum, { gas }) => sum + gas, 0n);
    const ratio = Number((estimated * 100n) / paid) / 100;
    expect(ratio, `${estimated} estimated, ${paid} paid`).to.be.within(0.67, 1.33);
  });

  it("a report has who, when, every token, claim and transaction, from the chain alone", async () => {
    const { chain, cast, caseId, sent } = await loadFixture(recovered);
    const file = await readCaseFile(chain, caseId);
    expect(file.executor).to.equal(cast.identityManager.address);
    expect(file.view.proposer).to.equal(cast.identityManager.address);
    expect(file.transactions.map(({ hash }) => hash)).to.deep.equal(sent.map(({ hash }) => hash));
    expect(file.transactions.map(({ gas }) => gas)).to.deep.equal(sent.map(({ gas }) => gas));
    expect(file.claims.map(({ status }) => status)).to.deep.equal(["missing"]);
  });
});

describe("The audit of a case", () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore(IN_MEMORY);
  });
  afterEach(() => store.close());

  async function storedCase(on: Recovered): Promise<StoredCase> {
    await record(store, on);
    return (await readStoredCase(store, on.caseId))!;
  }

  it("finds no difference from the chain alone", async () => {
    const { chain, caseId } = await loadFixture(recovered);
    const audit = await auditCase(chain, caseId, undefined);
    expect(audit).to.deep.include({ compared: "the chain alone", differences: [] });
    expect(audit.facts).to.equal(4);
  });

  it("finds no difference from a store that tells the truth", async () => {
    const on = await loadFixture(recovered);
    const audit = await auditCase(on.chain, on.caseId, await storedCase(on));
    expect(audit.differences).to.deep.equal([]);
    expect(audit.facts).to.be.greaterThan(9);
    expect(() => {
      requireAgreement(audit);
    }).not.to.throw();
  });

  it("names both values of what the store has otherwise", async () => {
    const on = await loadFixture(recovered);
    await record(store, on);
    const token = on.execution.tokens.find(({ outcome }) => outcome === "recovered")!;
    await store.db.updateTable("outcomes").set({ amount: "1" }).where("token", "=", token.address).execute();
    await store.db.updateTable("cases").set({ new_wallet: on.cast.thief.address }).execute();
    const audit = await auditCase(on.chain, on.caseId, await readStoredCase(store, on.caseId));
    expect(audit.differences.map(({ what }) => what)).to.deep.equal(["new wallet", `token ${token.address}`]);
    expect(() => {
      requireAgreement(audit);
    })
      .to.throw(`${on.cast.newWallet.address}; store ${on.cast.thief.address}`)
      .with.property("code", "AuditDiffers");
  });

  it("notices a reorganisation after the case was done", async () => {
    const on = await loadFixture(stageEngine);
    const before: unknown = await network.provider.send("evm_snapshot", []);
    const { chain, cast, recovery } = on;
    const domain = typedDomainOf({ chainId: chain.chainId, agent: chain.agentAddress });
    const acceptance = await cast.newWallet.signTypedData(domain, RECOVERY_TYPES, recovery);
    const { caseId } = await proposeRecovery(chain, cast.identityManager, recovery, acceptance);
    const approved: unknown = await network.provider.send("evm_snapshot", []);
    await approveCase(chain, cast.custodian, caseId);
    await time.increase(DAY);
    const execution = await executeCase(chain, cast.identityManager, caseId);
    const done = { ...on, caseId, execution, estimated: 0n, sent: [], hash: execution.transactions[0]!.hash };
    const stored = await storedCase(done);
    await network.provider.send("evm_revert", [approved]);
    const audit = await auditCase(chain, caseId, stored);
    expect(audit.differences.map(({ what }) => what)).to.include(`transaction ${done.hash}`);
    expect(() => {
      requireAgreement(audit);
    })
      .to.throw("in no block")
      .with.property("code", "Reorganised");
    await network.provider.send("evm_revert", [before]);
    const gone = await auditCase(chain, caseId, stored);
    expect(gone.differences[0]).to.include({ what: "the case", chain: "unknown", other: "known" });
  });

  it("does not know a case that neither knows", async () => {
    const { chain } = await loadFixture(stageEngine);
    const refused = await auditCase(chain, id("nothing"), undefined).then(
      () => "",
      (error: unknown) => (error as { code: string }).code,
    );
    expect(refused).to.equal("CaseUnknown");
  });
});
