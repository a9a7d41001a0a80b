import { expect } from "chai";
import { hostname } from "node:os";
import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { withOldVault } from "../../tasks/vault/work/locked-vault";
import { openByPassword, sealVault } from "../../src/vault/vault";
import { parseVault } from "../../src/vault/vault-file";
import { folderForFiles } from "../stage/command-line";
import { HOLDERS, newVault, PASSWORD } from "./cast";
import { stopDisk } from "./stopping-disk";

const SILENT = { forMachines: true, say: () => undefined, progress: () => undefined };
const WITHOUT = { ...HOLDERS, addressBook: [] };

/** Saves the vault without its address book. */
function save(path: string): Promise<void> {
  return withOldVault(path, SILENT, async (vault, locked) => {
    await locked.save(vault, { ...vault.payload, addressBook: [] });
  });
}

describe("A computer that stops while the vault is saved", function () {
  const path = folderForFiles();
  before(function () {
    process.env["REGAIN_VAULT_PASSWORD"] = PASSWORD;
  });
  after(function () {
    delete process.env["REGAIN_VAULT_PASSWORD"];
  });

  it("leaves the old vault or the new one, whole, at whichever file operation it is killed", async function () {
    const vault = path("vault.json");
    const old = sealVault(await newVault());
    const contentAfter = async (stopAt?: number): Promise<{ calls: number; content: object }> => {
      await rm(`${vault}.lock`, { force: true });
      await writeFile(vault, old, { mode: 0o600 });
      const disk = stopDisk(stopAt);
      await save(vault).catch(() => undefined);
      await disk.restore();
      const { payload } = await openByPassword(parseVault(await readFile(vault, "utf8")), PASSWORD);
      expect((await stat(vault)).mode & 0o777).to.equal(0o600);
      return { calls: disk.calls(), content: payload };
    };
    const whole = await contentAfter();
    expect(whole.content).to.deep.equal(WITHOUT);
    expect(whole.calls).to.be.greaterThan(12);
    const contents: object[] = [];
    for (let stopAt = 1; stopAt <= whole.calls; stopAt++) contents.push((await contentAfter(stopAt)).content);
    for (const content of contents) expect([HOLDERS, WITHOUT]).to.deep.include(content);
    expect(contents[0]).to.deep.equal(HOLDERS);
    expect(contents.at(-1)).to.deep.equal(WITHOUT);
  });

  it("keeps nobody out afterwards: the lock of a process that is gone is taken over", async function () {
    const vault = path("locked.json");
    await writeFile(vault, sealVault(await newVault()), { mode: 0o600 });
    const gone = { pid: 2 ** 22 + 1, host: hostname(), since: "2026-11-21T08:00:00Z" };
    await writeFile(`${vault}.lock`, JSON.stringify(gone));
    await save(vault);
    const left = (await readdir(dirname(vault))).filter((name) => name.startsWith("locked.json"));
    expect(left).to.deep.equal(["locked.json"]);
  });
});
