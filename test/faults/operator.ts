/**
 * An operator's process, as the commands run the engine: started by the tests, told what to do by its first argument, and
 * killed by itself where the tests want it to die. Its last line is what it came to.
 */
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
import { accountAt } from "./anvil";
import { dieAtMoment, type Moments } from "./moments";
import type { Orders } from "./orders";
import { ordersGiven } from "./program";
import { PLACES } from "./world";

const orders = ordersGiven() as Orders;
let moments: Moments = { count: 0 };

async function work(): Promise<object> {
  const node = await tried(() => connectNode(orders.url));
  moments = dieAtMoment(node, orders.dieAt);
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

work().then(
  (did) => {
    process.stdout.write(`${JSON.stringify({ exit: 0, moments: moments.count, ...did })}\n`);
  },
  (error: unknown) => {
    const known = error instanceof RegainError;
    const { code, exitCode, message } = known ? error : { code: "Unexpected", exitCode: 1, message: String(error) };
    if (!known) process.stderr.write(`${error instanceof Error ? (error.stack ?? "") : String(error)}\n`);
    process.stdout.write(`${JSON.stringify({ exit: exitCode, code, message, moments: moments.count })}\n`);
  },
);
