import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { Store } from "../../src/store/open-store";
import type { StorePlace } from "../../src/store/place";

/** A store that is opened once somebody needs it: a command that is refused writes nothing, not even an empty one. */
export interface LazyStore {
  readonly open: () => Promise<Store>;
  /** Undefined where nobody wrote one yet. */
  readonly openIfThere: () => Promise<Store | undefined>;
  readonly close: () => Promise<void>;
}

/** The store of the network: one that lasts as long as the chain does. */
export function storeOf(hre: HardhatRuntimeEnvironment): LazyStore {
  let opened: Promise<Store> | undefined;
  const place = async (): Promise<StorePlace> => {
    const { IN_MEMORY, storePlaceFrom } = await import("../../src/store/place");
    return hre.network.name === "hardhat" ? IN_MEMORY : storePlaceFrom(process.env, process.cwd());
  };
  const open = async (): Promise<Store> => {
    const { openStore } = await import("../../src/store/open-store");
    return openStore(await place());
  };
  return {
    open: () => (opened ??= open()),
    openIfThere: async () => {
      if (opened !== undefined) return opened;
      const { isStoreThere } = await import("../../src/store/place");
      // A database takes longer to load than to look for.
      return (await isStoreThere(await place())) ? (opened ??= open()) : undefined;
    },
    close: async () => {
      const store = await opened?.catch(() => undefined);
      opened = undefined;
      await store?.close();
    },
  };
}
