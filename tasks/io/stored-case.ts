import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { StoredCase } from "../../src/store/read-case";
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
