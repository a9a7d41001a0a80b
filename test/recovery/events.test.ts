import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";
import type { HonestToken, HostileToken, RecoveryAgent } from "../../typechain-types";
import { Status, passWindow, propose, proposeAndApprove, recover, recoveryOf } from "../stage/case-steps";
import { deployHostileToken, deployStage, deployTokens, inOrder, type Stage } from "../stage/doubles";
import { HostileTokenMode } from "../stage/hostile";
import { DAY, as } from "../stage/regain";

/** What the agent stores, told by its events alone. */
interface Book {
  policy: bigint[];
  readonly nonces: Map<string, bigint>;
  readonly cases: Map<string, BookedCase>;
  readonly successors: Map<string, string>;
  readonly quarantines: Map<string, string>;
}

interface BookedCase {
  status: Status;
  contestable: boolean;
  readonly tokens: string[];
  readonly fixed: readonly unknown[];
  readonly lostWallet: string;
  readonly newWallet: string;
  newIdentity: string | undefined;
  readonly approvers: string[];
  readonly settled: Set<string>;
}

async function replay(agent: RecoveryAgent): Promise<Book> {
  const book: Book = { policy: [], nonces: new Map(), cases: new Map(), successors: new Map(), quarantines: new Map() };
  const at = (caseId: string): BookedCase => {
    const booked = book.cases.get(caseId);
    if (booked === undefined) throw new Error(`An event names the unknown case ${caseId}.`);
    return booked;
  };
  for (const log of await ethers.provider.getLogs({ address: agent, fromBlock: 0 })) {
    const event = agent.interface.parseLog(log);
    if (event === null) throw new Error("The agent emitted an event that its interface does not know.");
    apply(book, at, event.name, event.args.toArray() as string[], event.args);
  }
  return book;
}

function apply(
  book: Book,
  at: (caseId: string) => BookedCase,
  name: string,
  [first = "", second = "", third = ""]: readonly string[],
  args: Readonly<Record<string, unknown>>,
): void {
  const quarantine = (): string => `${at(first).lostWallet} ${second}`;
  switch (name) {
    case "PolicyChanged":
      book.policy = [args["delay"], args["window"], args["threshold"], args["maxLiveCases"]] as bigint[];
      return;
    case "RecoveryProposed": {
      const recovery = args["recovery"] as { tokens: string[]; nonce: bigint; lostWallet: string; newWallet: string };
      book.nonces.set(recovery.lostWallet, recovery.nonce + 1n);
      book.cases.set(first, {
        status: Status.Proposed,
        contestable: true,
        tokens: [...recovery.tokens],
        fixed: ["threshold", "country", "readyAt", "expiresAt", "proposer", "lostIdentity"].map((key) => args[key]),
        lostWallet: recovery.lostWallet,
        newWallet: recovery.newWallet,
        newIdentity: undefined,
        approvers: [],
        settled: new Set(),
      });
      return;
    }
    case "RecoveryApproved":
      at(first).approvers.push(second);
      return;
    case "RecoveryContested":
      Object.assign(at(first), { status: Status.Contested, contestable: false });
      return;
    case "RecoveryUpheld":
      at(first).status = Status.Proposed;
      return;
    case "RecoveryCancelled":
      Object.assign(at(first), { status: Status.Cancelled, contestable: false });
      return;
    case "RecoveryExpired":
      Object.assign(at(first), { status: Status.Expired, contestable: false });
      return;
    case "RecoveryExecuted":
      Object.assign(at(first), { status: Status.Executed, contestable: false, newIdentity: third });
      return;
    case "SuccessorRecorded":
      book.successors.set(first, second);
      return;
    case "TokenQuarantined":
      book.quarantines.set(quarantine(), first);
      return;
    case "TokenReleased":
      book.quarantines.delete(quarantine());
      return;
    case "TokenSettled":
      at(first).settled.add(second);
      return;
  }
}

describe("The agent's events", () => {
  /** Five cases in every state, over honest tokens and one that refuses to be released. */
  async function tellStory() {
    const stage = await deployStage();
    const { agent, authority, admin, holder, guardian, bystander, thirdWallet, newWallet, backup, stranger } = stage;
    const honest = (await deployTokens(stage, 3)) as [HonestToken, HonestToken, HonestToken];
    const refusing = await deployHostileToken(stage);
    const tokens = inOrder<HonestToken | HostileToken>([...honest, refusing]);
    for (const token of tokens) await token.mint(holder, 100);
    await honest[0].setAddressFrozen(holder, true);
    await honest[1].removeAgent(agent);

    const cancelled = await propose(stage, await recoveryOf(stage, { tokens }));
    await refusing.become(HostileTokenMode.RefusesUnfreeze);
    await as(agent, guardian).cancel(cancelled);
    await refusing.become(HostileTokenMode.Honest);
    await honest[1].addAgent(agent);
    await honest[2].pause();

    const executed = await recover(stage, await recoveryOf(stage, { tokens }));
    await honest[2].unpause();
    await as(agent, stage.proposer).retry(executed);
    await honest[1].setAddressFrozen(holder, false);
    const further = await propose(stage, await recoveryOf(stage, { tokens: [honest[1]] }));
    await as(agent, guardian).cancel(further);

    const expired = await propose(stage, await recoveryOf(stage, { lostWallet: bystander, newWallet: thirdWallet }));
    await passWindow(agent, expired);
    await as(agent, stranger).cancel(expired);
    await authority.grantRole(4, admin, 0);
    await agent.setPolicy({ delay: 2 * DAY, window: 3 * DAY, threshold: 1, maxLiveCases: 7 });

    const contested = await proposeAndApprove(
      stage,
      await recoveryOf(stage, { lostWallet: newWallet, newWallet: backup, tokens: [honest[0]] }),
    );
    await as(agent, newWallet).contest(contested.caseId);
    await as(agent, guardian).uphold(contested.caseId);
    await proposeAndApprove(stage, await recoveryOf(stage, { lostWallet: bystander, newWallet: thirdWallet }));
    await as(agent, bystander).contest(await agent.liveCaseOf(bystander));
    return { ...stage, tokens };
  }

  async function compare(
    { agent, holder, bystander, newWallet, thirdWallet, backup }: Stage,
    tokens: readonly string[],
  ) {
    const book = await replay(agent);
    const wallets = [holder, bystander, newWallet, thirdWallet, backup].map(({ address }) => address);
    expect(await agent.policy()).to.deep.equal(book.policy);
    const live = [...book.cases].filter(([, { status }]) => [Status.Proposed, Status.Contested].includes(status));
    expect(await agent.liveCases()).to.equal(BigInt(live.length));
    for (const wallet of wallets) {
      expect(await agent.nonces(wallet)).to.equal(book.nonces.get(wallet) ?? 0n);
      expect(await agent.successorOf(wallet)).to.equal(book.successors.get(wallet) ?? ethers.ZeroAddress);
      const [liveId] = live.find(([, booked]) => [booked.lostWallet, booked.newWallet].includes(wallet)) ?? [];
      expect(await agent.liveCaseOf(wallet)).to.equal(liveId ?? ethers.ZeroHash);
      for (const token of tokens) {
        const owner = book.quarantines.get(`${wallet} ${token}`) ?? ethers.ZeroHash;
        expect(await agent.quarantinedBy(wallet, token)).to.equal(owner);
      }
    }
    for (const [caseId, booked] of book.cases) {
      const stored = await agent.caseOf(caseId);
      const { threshold, country, readyAt, expiresAt, proposer, lostIdentity } = stored;
      expect([threshold, country, readyAt, expiresAt, proposer, lostIdentity]).to.deep.equal(booked.fixed);
      expect(Number(stored.status)).to.equal(booked.status);
      expect(stored.contestable).to.equal(booked.contestable);
      if (booked.newIdentity !== undefined) expect(stored.newIdentity).to.equal(booked.newIdentity);
      expect(await agent.approversOf(caseId)).to.deep.equal(booked.approvers);
      expect(stored.settledTokens).to.equal(BigInt(booked.settled.size));
      for (const [i, token] of booked.tokens.entries()) {
        expect(await agent.isSettled(caseId, i)).to.equal(booked.settled.has(token));
      }
    }
    return book;
  }

  it("rebuild what it stores, whatever happened", async () => {
    const stage = await loadFixture(tellStory);
    const tokens = await Promise.all(stage.tokens.map((token) => token.getAddress()));
    const book = await compare(stage, tokens);
    const { Cancelled, Executed, Expired, Proposed, Contested } = Status;
    const statuses = [...book.cases.values()].map(({ status }) => status);
    expect(statuses).to.deep.equal([Cancelled, Executed, Cancelled, Expired, Proposed, Contested]);
    expect(book.quarantines.size).to.equal(3);
  });

  it("carry all that later calls need: the recovery is the proposal's own", async () => {
    const stage = await loadFixture(tellStory);
    const { agent } = stage;
    for (const { args } of await agent.queryFilter(agent.filters.RecoveryProposed())) {
      const { registry, lostWallet, newWallet, identity, tokens, evidence, nonce } = args.recovery;
      const recovery = { registry, lostWallet, newWallet, identity, tokens: [...tokens], evidence, nonce };
      expect(await agent.caseIdOf(recovery)).to.equal(args.caseId);
    }
  });
});
