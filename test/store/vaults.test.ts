import { expect } from "chai";
import { openStore } from "../../src/store/open-store";
import { IN_MEMORY } from "../../src/store/place";
import { storedVaults } from "../../src/store/vaults";
import { folderStore } from "../../tasks/vault/work/folder-store";
import { folderForFiles } from "../stage/command-line";
import { walletAt } from "../vault/cast";

const holder = walletAt(1).address;

describe("An operator's copies of vaults", function () {
  const path = folderForFiles();

  it("are found by account, in whatever case it is written, and replaced by later ones", async function () {
    const store = await openStore(IN_MEMORY);
    for (const vaults of [storedVaults(store, () => 1000), folderStore(path("vaults"))]) {
      expect(await vaults.find(holder)).to.equal(undefined);
      await vaults.put(holder, "first");
      await vaults.put(holder.toLowerCase(), "second");
      expect(await vaults.find(holder)).to.equal("second");
      expect(await vaults.find(walletAt(2).address)).to.equal(undefined);
    }
    await store.close();
  });
});
