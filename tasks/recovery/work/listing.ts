import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { renderWork, workJson } from "../../../src/report/render-work";
import { coloursFor } from "../../io/terminal";
import type { TaskResult } from "../../io/run";
import { storeOf } from "../../io/store";

/** What this store knows of: asked of no chain. */
export async function listWork(hre: HardhatRuntimeEnvironment): Promise<TaskResult> {
  const lazy = storeOf(hre);
  try {
    const store = await lazy.openIfThere();
    if (store === undefined) return { text: renderWork([], coloursFor(process.stdout)), json: workJson([]) };
    const { listSteps } = await import("../../../src/store/steps");
    const steps = await listSteps(store.db);
    return { text: renderWork(steps, coloursFor(process.stdout)), json: workJson(steps) };
  } finally {
    await lazy.close();
  }
}
