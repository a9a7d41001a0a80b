import { expect } from "chai";
import { commandIn } from "../../tasks/build/command";
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

  it("are chosen by the scope, which alone is loaded", () => {
    const command = (...words: string[]) => commandIn(["node", "bootstrap.js", ...words])?.scope;
    expect([command("recovery", "list"), command("--config", "vault", "wallet", "create")]).to.deep.equal([
      "recovery",
      "wallet",
    ]);
    expect([command("help", "recovery"), command("node")]).to.deep.equal([undefined, undefined]);
  });
});
