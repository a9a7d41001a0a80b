import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { Store } from "../../../src/store/open-store";
import type { listSteps } from "../../../src/store/steps";
import { coloursFor } from "../../io/terminal";
import type { TaskResult } from "../../io/run";
import { storeOf } from "../../io/store";

/** What this store knows of: asked of no chain. */
export async function listWork(hre: HardhatRuntimeEnvironment): Promise<TaskResult> {
  const lazy = storeOf(hre);
  try {
    const steps = await stepsIn(await lazy.openIfThere());
    if (steps.length === 0) return { text: "No case was worked on from here yet.", json: { steps } };
    const { renderWork, workJson } = await import("../../../src/report/render-work");
    return { text: renderWork(steps, coloursFor(process.stdout)), json: workJson(steps) };
  } finally {
    await lazy.close();
  }
}

async function stepsIn(store: Store | undefined): Promise<Awaited<ReturnType<typeof listSteps>>> {
  if (store === undefined) return [];
  const steps = await import("../../../src/store/steps");
  return steps.listSteps(store.db);
}
