/**
 * An operator's process, as the commands run the engine: started by the tests, told what to do by its first argument, and
 * killed by itself where the tests want it to die. Its last line is what it came to.
 */
import Sqlite from "better-sqlite3";
import { connectChain } from "../../src/chain/connect";
import { connectNode } from "../../src/chain/node";
import { tried } from "../../src/chain/send";
import { approveCase, cancelCase } from "../../src/recovery/decide";
import { inStep, requireFinished, type LoggedLimits } from "../../src/recovery/in-step";
import { proposeRecovery } from "../../src/recovery/propose";
import { resumeStep } from "../../src/recovery/resume";
import { runCase } from "../../src/recovery/run-case";
import { encodeInput } from "../../src/recovery/step-input";
import { RegainError } from "../../src/shared/errors";
import { openStore } from "../../src/store/open-store";
import { storePlaceFrom } from "../../src/store/place";
import { findLatestStep, findOpenStep } from "../../src/store/steps";
import type { Orders } from "./orders";
import { accountAt } from "./anvil";
import { PLACES } from "./world";

const orders = JSON.parse(process.argv[2] ?? "", (_, value: unknown) =>
  typeof value === "string" && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
) as Orders;

/** Every write to the store, and every broadcast, is a moment at which a process can die. */
let moment = 0;
function pass(): void {
  moment += 1;
  if (moment === orders.dieAt) process.kill(process.pid, "SIGKILL");
}

function watchStore(): void {
  const { prototype } = Sqlite;
  const prepare = Reflect.get(prototype, "prepare") as (this: unknown, source: string) => object;
  Object.assign(prototype, {
    prepare(this: unknown, source: string): object {
      const isWrite = !/^\s*(select|pragma)/i.test(source);
      const statement = prepare.call(this, source) as { run: (...args: unknown[]) => unknown };
      if (!isWrite) return statement;
      const run = statement.run.bind(statement);
      statement.run = (...args) => {
        if (!isHeartbeat(source, this)) pass();
        return run(...args);
      };
      return statement;
    },
  });
}

/** By the clock, and so at another moment in every run; what relies on the lock writes the same inside a transaction. */
function isHeartbeat(source: string, database: unknown): boolean {
  return source.startsWith('update "locks" set "beat"') && !(database as Sqlite.Database).inTransaction;
}

async function work(): Promise<object> {
  const node = await tried(() => connectNode(orders.url));
  const broadcast = node.broadcastTransaction.bind(node);
  node.broadcastTransaction = async (raw) => {
    pass();
    const response = await broadcast(raw);
    pass();
    return response;
  };
  const chain = await tried(() => connectChain(node, orders.agent));
  const store = await openStore(storePlaceFrom({ ...process.env, REGAIN_STORE: orders.store }, "/"));
  const signer = accountAt(PLACES[orders.who], node);
  const { caseId, verb, recovery, acceptance } = orders;
  const patience = { stuckAfter: orders.stuckAfter, giveUpAfter: orders.giveUpAfter };
  const limits = { patience, ...(orders.maxFee === undefined ? {} : { maxFeePerGas: BigInt(orders.maxFee) }) };
  try {
    const open = await findOpenStep(store.db, caseId);
    if (verb === "resume") {
      if (open === undefined) return { nothing: true, latest: (await findLatestStep(store.db, caseId))?.status };
      const { verb: resumed } = await resumeStep(chain, signer, () => Promise.resolve(store), open, limits);
      return { resumed };
    }
    await requireFinished(store, caseId);
    const { lostWallet, newWallet } = recovery;
    const input = verb === "propose" ? { recovery, acceptance } : { claims: [] };
    const subject = { caseId, verb, lostWallet, newWallet, input: encodeInput(input) };
    const act = async (logged: LoggedLimits): Promise<object> => {
      if (verb === "propose") return proposeRecovery(chain, signer, recovery, acceptance, logged);
      if (verb === "approve") return approveCase(chain, signer, caseId, logged);
      if (verb === "cancel") return cancelCase(chain, signer, caseId, logged);
      return runCase(chain, signer, caseId, { ...logged, verb, claims: [] });
    };
    await inStep(chain, () => Promise.resolve(store), subject, limits, act);
    return {};
  } finally {
    await store.close();
    node.destroy();
  }
}

watchStore();
work().then(
  (did) => {
    process.stdout.write(`${JSON.stringify({ exit: 0, moments: moment, ...did })}\n`);
  },
  (error: unknown) => {
    const known = error instanceof RegainError;
    const { code, exitCode, message } = known ? error : { code: "Unexpected", exitCode: 1, message: String(error) };
    if (!known) process.stderr.write(`${error instanceof Error ? (error.stack ?? "") : String(error)}\n`);
    process.stdout.write(`${JSON.stringify({ exit: exitCode, code, message, moments: moment })}\n`);
  },
);
