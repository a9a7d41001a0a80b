import { expect } from "chai";
import { hostname } from "node:os";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { withLock } from "../../tasks/io/lock";
import { folderForFiles } from "../stage/command-line";
import { refusalOf } from "../stage/refusal";

describe("A file that somebody works on", function () {
  const path = folderForFiles();

  it("is worked on by one at a time; the other is told who", async function () {
    await withLock(path("vault.json"), async () => {
      const error = await refusalOf(() => withLock(path("vault.json"), () => Promise.resolve()));
      expect(error).to.include({ code: "Busy", exitCode: 8 });
      expect(error.message).to.include(`process ${process.pid} on ${hostname()}`);
    });
    expect(await readdir(dirname(path("vault.json")))).to.deep.equal([]);
  });

  it("is free again when the work fails", async function () {
    const failing = withLock(path("vault.json"), () => Promise.reject(new Error("no")));
    expect(await failing.catch((error: unknown) => String(error))).to.equal("Error: no");
    expect(await withLock(path("vault.json"), () => Promise.resolve("yes"))).to.equal("yes");
  });

  it("is worked on by one of many that begin at once, also where a stale lock lies", async function () {
    const lock = path("race.json.lock");
    await writeFile(lock, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), since: "long ago" }));
    let inside = 0;
    const attempts = Array.from({ length: 8 }, () =>
      withLock(path("race.json"), async () => {
        inside += 1;
        expect(inside).to.equal(1);
        await new Promise((done) => setTimeout(done, 50));
        inside -= 1;
      }),
    );
    const results = await Promise.allSettled(attempts);
    expect(results.filter(({ status }) => status === "fulfilled")).to.have.length(1);
  });

  it("that a process on another computer holds is left to it", async function () {
    const text = JSON.stringify({ pid: 1, host: "another-computer", since: "2026-11-21T08:00:00Z" });
    await writeFile(path("shared.json.lock"), text);
    const error = await refusalOf(() => withLock(path("shared.json"), () => Promise.resolve()));
    expect(error).to.include({ code: "Busy" });
    expect(await readFile(path("shared.json.lock"), "utf8")).to.equal(text);
  });
});
