import { join } from "node:path";
import { expect } from "chai";
import { run } from "../cli/command";
import type { Anvil } from "./anvil";
import { order } from "./orders";
import { ROOT } from "./root";
import { openScene, type Scene } from "./scene";
import { endState, makeReady, type World } from "./world";

/** Blocks that are replaced: the execution's is the last. */
const DEPTH = 1;

/** One after the other on one chain: a reorganisation takes its snapshots along. */
describe("A reorganisation after a case was done", () => {
  let anvil: Anvil;
  let world: World;
  let folder: string;
  let close: Scene["close"];
  let store: string;
  let hash: string;
  let wanted: object;

  before(async () => {
    ({ anvil, world, folder, close } = await openScene());
    await makeReady(world, anvil);
    store = join(folder, "regain.db");
    const came = await order(world, { url: anvil.url, store, verb: "execute" });
    expect(came.exit, came.output).to.equal(0);
    hash = (await anvil.provider.getBlock("latest"))!.transactions[0]!;
    wanted = await endState(world);
  });
  after(() => close());

  interface Answer {
    readonly error?: { readonly code: string; readonly message: string; readonly next: string };
    readonly compared?: string;
  }

  async function audit(): Promise<Answer & { readonly exit: number | null }> {
    const env = { REGAIN_RPC_URL: anvil.url, REGAIN_AGENT: world.chain.agentAddress, REGAIN_STORE: store };
    const command = ["recovery", "audit", "--case", world.caseId, "--network", "localhost", "--json"];
    const { code, stdout, stderr } = await run(command, { cwd: ROOT, env });
    expect(stdout, stderr).to.match(/^\{/);
    return { ...(JSON.parse(stdout) as Answer), exit: code };
  }

  it("is none before it happens: the store and the chain agree", async () => {
    expect(await audit()).to.include({ exit: 0, compared: "chain and store" });
  });

  it("that puts the execution into another block is reported with both blocks", async () => {
    const { blockHash: before } = (await anvil.provider.getTransactionReceipt(hash))!;
    const raw = (await anvil.provider.send("eth_getRawTransactionByHash", [hash])) as string;
    await anvil.send("anvil_reorg", DEPTH, [[raw, 0]]);
    const { blockHash: now } = (await anvil.provider.getTransactionReceipt(hash))!;
    expect(now).not.to.equal(before);
    const { exit, error } = await audit();
    expect({ exit, code: error?.code }).to.deep.equal({ exit: 3, code: "Reorganised" });
    expect(error?.message).to.contain(now).and.to.contain(before);
  });

  it("that loses the execution is reported by audit, and the case goes on from where the chain has it", async () => {
    await anvil.send("anvil_reorg", DEPTH, []);
    const { exit, error } = await audit();
    expect({ exit, code: error?.code }).to.deep.equal({ exit: 3, code: "Reorganised" });
    expect(error?.message).to.contain(`transaction ${hash}: chain in no block; store confirmed in block`);
    expect(error?.message).to.contain("execute");
    expect(error?.next).to.contain(`recovery status --case ${world.caseId}`);
    const again = await order(world, { url: anvil.url, store, verb: "execute" });
    expect(again.exit, again.output).to.equal(0);
    expect(await endState(world)).to.deep.equal(wanted);
  });
});
