import { expect } from "chai";
import { Wallet } from "ethers";
import type { Call, SignedBytes } from "../../src/chain/outbox.types";
import { openStore, type Store } from "../../src/store/open-store";
import { IN_MEMORY } from "../../src/store/place";
import { stepLog, type StepLog, type StepTerms } from "../../src/store/step-log";
import { findOpenStep } from "../../src/store/steps";
import type { StepRow } from "../../src/store/tables.types";

const [signer, agent] = [1, 2].map((key) => new Wallet(`0x${String(key).padStart(64, "0")}`).address) as [
  string,
  string,
];
const CALL: Call = { chainId: 31337n, from: signer, to: agent, data: "0x01", gasLimit: 100_000n };
const BYTES: SignedBytes = { hash: "0xaa", raw: "0xbb", maxFeePerGas: 5n, maxPriorityFeePerGas: 1n };
const refusal = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

describe("The log of a step", () => {
  let store: Store;

  beforeEach(async () => {
    store = await openStore(IN_MEMORY);
  });
  afterEach(() => store.close());

  function logOf(caseId: string, resumed?: StepRow): StepLog {
    const terms: StepTerms = {
      chainId: 31337n,
      agent,
      caseId,
      lostWallet: signer,
      newWallet: agent,
      verb: "execute",
      input: "{}",
      fromBlock: 1,
    };
    return stepLog(() => Promise.resolve(store), terms, resumed);
  }
  const seen = (pending: number, latest = pending) => ({ latest, pending });
  const rowsIn = async (table: "cases" | "steps" | "locks"): Promise<number> =>
    (await store.db.selectFrom(table).selectAll().execute()).length;

  it("writes nothing before the step begins", async () => {
    const log = logOf("0x01");
    expect(await log.findOpen()).to.deep.equal([]);
    await log.release();
    expect(await rowsIn("cases")).to.equal(0);
  });

  it("keeps a transaction from its intent to its end", async () => {
    const log = logOf("0x01");
    const { id, nonce } = await log.reserve(CALL, seen(7));
    expect(nonce).to.equal(7);
    expect(await log.findOpen()).to.deep.equal([{ ...CALL, id, nonce, signed: [], sent: false }]);
    await log.recordSigned(id, BYTES);
    await log.recordSent(id, BYTES.hash);
    expect(await log.findOpen()).to.deep.equal([{ ...CALL, id, nonce, signed: [BYTES], sent: true }]);
    await log.recordEnd(id, { status: "confirmed", hash: BYTES.hash, block: 3, blockHash: "0xcc", gasUsed: 21_000n });
    expect(await log.findOpen()).to.deep.equal([]);
    expect(await log.findDone()).to.deep.equal([BYTES.hash]);
    await log.release();
  });

  it("keeps both bytes of a replaced transaction, and which replaced which", async () => {
    const log = logOf("0x01");
    const { id } = await log.reserve(CALL, seen(0));
    await log.recordSigned(id, BYTES);
    await log.recordSigned(id, { ...BYTES, hash: "0xdd", maxFeePerGas: 6n }, BYTES.hash);
    const rows = await store.db.selectFrom("signed_transactions").select(["hash", "replaced_by"]).execute();
    expect(rows).to.deep.equal([
      { hash: "0xaa", replaced_by: "0xdd" },
      { hash: "0xdd", replaced_by: null },
    ]);
    await log.release();
  });

  it("gives no nonce twice, and fills a gap before it goes on", async () => {
    const [first, second, third] = [logOf("0x01"), logOf("0x02"), logOf("0x03")];
    expect((await first.reserve(CALL, seen(5))).nonce).to.equal(5);
    expect((await second.reserve(CALL, seen(5))).nonce).to.equal(6);
    await first.release();
    expect((await third.reserve(CALL, seen(5))).nonce, "the first died before it signed").to.equal(5);
    for (const log of [second, third]) await log.release();
  });

  it("shows what comes before a transaction and blocks it", async () => {
    const [first, second] = [logOf("0x01"), logOf("0x02")];
    const ahead = await first.reserve(CALL, seen(5));
    await first.recordSigned(ahead.id, BYTES);
    await first.release();
    const open = await second.reserve(CALL, seen(5));
    expect(await second.findAhead(open)).to.deep.equal([{ ...ahead, signed: [BYTES], sent: false }]);
    await second.release();
  });

  it("lets no other step of the case begin before it ended", async () => {
    const died = logOf("0x01");
    await died.begin();
    await died.release();
    expect(await refusal(logOf("0x01").begin())).to.deep.include({ code: "Unfinished", exitCode: 5 });
    expect(await rowsIn("locks")).to.equal(0);
    const resumed = logOf("0x01", await findOpenStep(store.db, "0x01"));
    await resumed.begin();
    await resumed.end("done", "");
    await resumed.release();
    const next = logOf("0x01");
    await next.begin();
    await next.release();
    expect(await rowsIn("steps")).to.equal(2);
  });

  it("records phases and outcomes once, whatever number of times they are told", async () => {
    const log = logOf("0x01");
    await log.begin();
    for (const status of ["running", "done"] as const) await log.recordPhase("tokens", status, "1 of 1");
    const outcome = { outcome: "recovered", reason: "", amount: 10n ** 30n, frozen: 0n, walletFrozen: true };
    for (let told = 0; told < 2; told += 1) await log.recordOutcomes([{ address: agent, ...outcome }]);
    expect((await log.phases()).map(({ phase, status }) => [phase, status])).to.deep.equal([["tokens", "done"]]);
    const kept = await store.db.selectFrom("outcomes").selectAll().execute();
    expect(kept).to.have.length(1);
    expect(kept[0]).to.include({ amount: "1000000000000000000000000000000", wallet_frozen: 1 });
    await log.release();
  });
});
