import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { StoredCase } from "../../src/store/read-case";
import type { StepRow } from "../../src/store/tables.types";
import { storeOf } from "./store";

/** What this machine's store has of a case; undefined where there is no store, or it does not know the case. */
export async function storedCaseOf(hre: HardhatRuntimeEnvironment, caseId: string): Promise<StoredCase | undefined> {
  const { readStoredCase } = await import("../../src/store/read-case");
  const store = storeOf(hre);
  try {
    const found = await store.openIfThere();
    return found === undefined ? undefined : await readStoredCase(found, caseId);
  } finally {
    await store.close();
  }
}

/** What a command of this machine left open on a case, or handed over. */
export async function openStepOf(hre: HardhatRuntimeEnvironment, caseId: string): Promise<StepRow | undefined> {
  const { findOpenStep } = await import("../../src/store/steps");
  const store = storeOf(hre);
  try {
    const found = await store.openIfThere();
    return found === undefined ? undefined : await findOpenStep(found.db, caseId);
  } finally {
    await store.close();
  }
}
