import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { StoredCase } from "../../src/store/read-case";

/** What this machine's store has of a case; undefined where there is no store, or it does not know the case. */
export async function storedCaseOf(hre: HardhatRuntimeEnvironment, caseId: string): Promise<StoredCase | undefined> {
  const { openStoreIfThere } = await import("../../src/store/open-store");
  const { readStoredCase } = await import("../../src/store/read-case");
  const { storePlaceFrom } = await import("../../src/store/place");
  if (hre.network.name === "hardhat") return undefined;
  const store = await openStoreIfThere(storePlaceFrom(process.env, process.cwd()));
  try {
    return store === undefined ? undefined : await readStoredCase(store, caseId);
  } finally {
    await store?.close();
  }
}
