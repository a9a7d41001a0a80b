import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { openByPassword, sealVault } from "../../src/vault/vault";
import { parseVault } from "../../src/vault/vault-file";
import type { VaultPayload } from "../../src/vault/vault.types";
import { HOLDERS, newVault, PASSWORD } from "../vault/cast";
import { transpiled } from "./transpile";

const WITHOUT = { ...HOLDERS, addressBook: [] };

describe("A process that saves a vault", () => {
  const folder = mkdtempSync(join(tmpdir(), "regain-"));
  const path = join(folder, "vault.json");
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** Starts it on the old vault; the lock of an earlier one that was killed is still there. */
  async function save(dieAt: number): Promise<NodeJS.Signals | null> {
    const child = spawn(process.execPath, [transpiled("vault-saver.js"), path, String(dieAt)], {
      env: { ...process.env, REGAIN_VAULT_PASSWORD: PASSWORD },
      stdio: ["ignore", "inherit", "inherit"],
    });
    const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
    if (signal === null) expect(code).to.equal(0);
    return signal;
  }

  async function content(): Promise<VaultPayload> {
    expect(statSync(path).mode & 0o777).to.equal(0o600);
    return (await openByPassword(parseVault(readFileSync(path, "utf8")), PASSWORD)).payload;
  }

  it("leaves the old vault or the new one, whole, wherever it is killed, and the next one takes over", async () => {
    const old = sealVault(await newVault());
    const putOld = (): void => {
      writeFileSync(path, old, { mode: 0o600 });
    };
    const contents: VaultPayload[] = [];
    for (let moment = 1, isKilled = true; isKilled; moment++) {
      putOld();
      isKilled = (await save(moment)) === "SIGKILL";
      contents.push(await content());
    }
    expect(contents.length).to.be.greaterThan(15);
    const firstNew = contents.findIndex(({ addressBook }) => addressBook.length === 0);
    expect(firstNew).to.be.greaterThan(0);
    for (const [at, found] of contents.entries()) expect(found).to.deep.equal(at < firstNew ? HOLDERS : WITHOUT);
  });
});
