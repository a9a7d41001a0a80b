import { expect } from "chai";
import { commandIn } from "../../tasks/build/command";
import { PARTS, partsFor } from "../../tasks/build/parts";
import { PLUGINS, pluginsFor } from "../../tasks/build/plugins";

describe("The plugins of a command", () => {
  const at = (...words: string[]): readonly string[] => pluginsFor(["node", "/a/node_modules/.bin/hardhat", ...words]);
  const network = ["@nomicfoundation/hardhat-ethers", "hardhat-deploy"];

  for (const words of [["compile"], ["test", "recovery"], ["coverage"], ["sandbox"], ["--help"], [], ["deploy"]]) {
    it(`are all of them for: ${words.join(" ")}`, () => {
      expect(at(...words)).to.equal(PLUGINS);
    });
  }

  it("are all of them for a script, whatever its arguments", () => {
    expect(pluginsFor(["node", "/a/script.ts", "recovery", "status"])).to.equal(PLUGINS);
    expect(pluginsFor(["node"])).to.equal(PLUGINS);
  });

  it("are those that reach a network for a command of ours, wherever its options stand", () => {
    expect(at("recovery", "list")).to.deep.equal(network);
    expect(at("--network", "directory", "claims", "list")).to.deep.equal(network);
    expect(at("--verbose", "recovery", "status", "--case", "0x00")).to.deep.equal(network);
  });

  it("are none for what asks the store alone", () => {
    expect(at("recovery", "status")).to.deep.equal([]);
    expect(at("directory", "list", "--json")).to.deep.equal([]);
  });
});

describe("The tasks that a command loads", () => {
  const at = (...words: string[]): readonly string[] =>
    partsFor(commandIn(["node", "/a/node_modules/.bin/hardhat", ...words]));

  for (const words of [["test", "recovery"], ["help", "recovery"], ["node"], ["sandbox"], []]) {
    it(`are all of them for: ${words.join(" ")}`, () => {
      expect(at(...words)).to.equal(PARTS);
    });
  }

  it("are its own alone, wherever its options stand", () => {
    expect(at("recovery", "list")).to.deep.equal(["recovery/list"]);
    expect(at("--config", "vault", "wallet", "--json", "create")).to.deep.equal(["wallet/create"]);
  });

  it("are its scope's where the scope has no such task, or none is named", () => {
    expect(at("claims")).to.deep.equal(["claims"]);
    expect(at("claims", "lists")).to.deep.equal(["claims"]);
    expect(at("claims", "../recovery/list")).to.deep.equal(["claims"]);
  });
});
