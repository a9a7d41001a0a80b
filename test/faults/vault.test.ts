import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { openByPassword, sealVault } from "../../src/vault/vault";
import { parseVault } from "../../src/vault/vault-file";
import { HOLDERS, newVault, PASSWORD } from "../vault/cast";
import { transpiled } from "./transpile";

const WITHOUT = { ...HOLDERS, addressBook: [] };

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly said: string;
}

describe("A process that saves a vault", () => {
  const folder = mkdtempSync(join(tmpdir(), "regain-"));
  const path = join(folder, "vault.json");
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** Starts it on the old vault; the lock of an earlier one that was killed is still there. */
  async function save(dieAt: number): Promise<Ended> {
    const child = spawn(process.execPath, [transpiled("vault-saver.js"), path, String(dieAt)], {
      env: { ...process.env, REGAIN_VAULT_PASSWORD: PASSWORD },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
    return new Promise((done) => child.on("close", (_, signal) => { done({ signal, said }); }));
  }

  async function content(): Promise<object> {
    expect(statSync(path).mode & 0o777).to.equal(0o600);
    return (await openByPassword(parseVault(readFileSync(path, "utf8")), PASSWORD)).payload;
  }

  it("leaves the old vault or the new one, whole, wherever it is killed, and the next one takes over", async () => {
    const old = sealVault(await newVault());
    const putOld = (): void => {
      writeFileSync(path, old, { mode: 0o600 });
    };
    putOld();
    const moments = Number((await save(0)).said);
    expect(await content()).to.deep.equal(WITHOUT);
    expect(moments).to.be.greaterThan(15);
    const contents: object[] = [];
    for (let moment = 1; moment <= moments; moment++) {
      putOld();
      expect((await save(moment)).signal, `moment ${moment}`).to.equal("SIGKILL");
      contents.push(await content());
    }
    const firstNew = contents.findIndex((found) => JSON.stringify(found) === JSON.stringify(WITHOUT));
    expect(firstNew).to.be.greaterThan(0);
    for (const [at, found] of contents.entries()) expect(found).to.deep.equal(at < firstNew ? HOLDERS : WITHOUT);
    expect(await save(0)).to.deep.include({ signal: null });
    expect(await content()).to.deep.equal(WITHOUT);
  });
});
