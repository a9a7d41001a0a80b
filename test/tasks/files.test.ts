import { expect } from "chai";
import { mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { OWNER_ONLY, readText, replaceFile, requireFree, writeNew } from "../../tasks/io/files";
import { folderForFiles } from "../stage/command-line";
import { refusalOf } from "../stage/refusal";

describe("A file that a command writes", function () {
  const path = folderForFiles();

  it("is whole, has its mode, and nothing else is left beside it", async function () {
    await writeNew(path("new.json"), "content", OWNER_ONLY);
    expect(await readFile(path("new.json"), "utf8")).to.equal("content");
    expect((await stat(path("new.json"))).mode & 0o777).to.equal(0o600);
    expect(await readdir(dirname(path("new.json")))).to.deep.equal(["new.json"]);
  });

  it("never takes the place of another", async function () {
    await writeFile(path("old.json"), "old");
    for (const write of [() => writeNew(path("old.json"), "new"), () => requireFree(path("old.json"))]) {
      expect(await refusalOf(write)).to.include({ code: "WouldOverwrite", exitCode: 7 });
    }
    expect(await readFile(path("old.json"), "utf8")).to.equal("old");
  });

  it("is written by one of two at once", async function () {
    const results = await Promise.allSettled(["a", "b", "c"].map((text) => writeNew(path("race.json"), text)));
    expect(results.filter(({ status }) => status === "fulfilled")).to.have.length(1);
  });

  it("is never written through a symbolic link, dangling or not", async function () {
    await writeFile(path("target.json"), "target");
    await symlink(path("target.json"), path("link.json"));
    await symlink(path("nowhere.json"), path("dangling.json"));
    for (const link of ["link.json", "dangling.json"]) {
      for (const write of [writeNew, replaceFile]) {
        expect(await refusalOf(() => write(path(link), "new"))).to.include({ code: "UnsafePath", exitCode: 7 });
      }
    }
    expect(await readFile(path("target.json"), "utf8")).to.equal("target");
    expect(await readdir(dirname(path("x")))).to.not.include("nowhere.json");
  });

  it("is not written where there is no folder", async function () {
    await writeFile(path("file"), "");
    for (const place of [path("none/new.json"), path("file/new.json")]) {
      for (const write of [() => writeNew(place, "new"), () => requireFree(place)]) {
        expect(await refusalOf(write)).to.include({ code: "WriteFailed", exitCode: 7 });
      }
    }
  });

  it("can be replaced on purpose, keeping its mode", async function () {
    await writeNew(path("claims.json"), "one", OWNER_ONLY);
    await replaceFile(path("claims.json"), "two");
    expect(await readFile(path("claims.json"), "utf8")).to.equal("two");
    expect((await stat(path("claims.json"))).mode & 0o777).to.equal(0o600);
  });
});

describe("A file that a command reads", function () {
  const path = folderForFiles();

  it("is read whole up to the largest size, and not beyond", async function () {
    await writeFile(path("exact"), "x".repeat(1000));
    expect(await readText(path("exact"), "the plan", 1000)).to.have.length(1000);
    expect(await refusalOf(() => readText(path("exact"), "the plan", 999))).to.include({
      code: "TooLarge",
      exitCode: 2,
    });
  });

  it("has to be there and to be a file", async function () {
    await mkdir(path("folder"));
    for (const name of ["missing.json", "folder"]) {
      const error = await refusalOf(() => readText(path(name), "the plan"));
      expect(error).to.include({ code: "FileMissing", exitCode: 7 });
      expect(error.message).to.include(name);
    }
    expect(await refusalOf(() => readText("/dev/zero", "the plan"))).to.include({ code: "FileMissing" });
  });
});
