import { readFileSync } from "node:fs";
import { expect } from "chai";
import { ethers } from "hardhat";
import { METER, READER } from "../../src/chain/reader/bytecode";
import { readMany } from "../../src/chain/reader/read-many";
import { HonestToken__factory, HostileToken__factory } from "../../typechain-types";
import { addressOf, deployHostileToken, deployStage, deployTokens } from "../stage/doubles";
import { HostileTokenMode } from "../stage/hostile";

const token = HonestToken__factory.createInterface();
const balanceOf = (wallet: string): string => token.encodeFunctionData("balanceOf", [wallet]);
const word = (value: bigint): string => ethers.toBeHex(value, 32);

describe("The reader", () => {
  for (const [name, code] of [
    ["Reader", READER],
    ["Meter", METER],
  ] as const) {
    it(`is what its source compiles to: ${name}`, async () => {
      expect(await compiled(name)).to.equal(code);
    });
  }

  it("puts every probe to every subject, in order", async () => {
    const stage = await deployStage();
    const tokens = await deployTokens(stage, 3);
    for (const [index, each] of tokens.entries()) await each.mint(stage.holder, 10 + index);
    const rows = await readMany(ethers.provider, tokens.map(addressOf), [
      { data: balanceOf(stage.holder.address) },
      { data: token.encodeFunctionData("identityRegistry") },
      { data: balanceOf(stage.stranger.address) },
    ]);
    const registry = ethers.zeroPadValue(addressOf(stage.registry).toLowerCase(), 32);
    expect(rows).to.deep.equal([10n, 11n, 12n].map((held) => [word(held), registry, word(0n)]));
  });

  it("asks one contract about every subject", async () => {
    const stage = await deployStage();
    const [each] = await deployTokens(stage, 1);
    await each!.mint(stage.holder, 7);
    const rows = await readMany(
      ethers.provider,
      [stage.holder.address, stage.stranger.address],
      [{ to: addressOf(each!), data: token.getFunction("balanceOf").selector, aboutSubject: true }],
    );
    expect(rows).to.deep.equal([[word(7n)], [word(0n)]]);
  });

  it("goes on in another call where the node's gas ends", async () => {
    const stage = await deployStage();
    const [each] = await deployTokens(stage, 1);
    const rows = await readMany(ethers.provider, Array<string>(3000).fill(addressOf(each!)), [
      { data: balanceOf(stage.holder.address) },
      { data: token.encodeFunctionData("paused") },
    ]);
    expect(rows).to.have.length(3000);
    expect(rows.every(([balance, paused]) => balance === word(0n) && paused === word(0n))).to.equal(true);
  });

  it("leaves out what reverts, burns all gas or is no contract, and bounds what it keeps", async () => {
    const stage = await deployStage();
    const [honest] = await deployTokens(stage, 1);
    const burner = await deployHostileToken(stage);
    await HostileToken__factory.connect(addressOf(burner), stage.issuer).become(HostileTokenMode.EverythingBurnsGas);
    const subjects = [addressOf(burner), addressOf(honest!), stage.stranger.address];
    const rows = await readMany(ethers.provider, subjects, [
      { data: balanceOf(stage.holder.address) },
      { data: "0xdeadbeef" },
    ]);
    expect(rows).to.deep.equal([
      [undefined, undefined],
      [word(0n), undefined],
      ["0x", "0x"],
    ]);
  });

  it("asks nothing where there is nothing to ask", async () => {
    expect(await readMany(ethers.provider, [], [{ data: "0x" }])).to.deep.equal([]);
  });
});

async function compiled(name: string): Promise<string> {
  const { default: solc } = (await import("solc")) as { default: { compile(input: string): string } };
  const input = {
    language: "Yul",
    sources: { source: { content: readFileSync(`src/chain/reader/${name.toLowerCase()}.yul`, "utf8") } },
    settings: {
      evmVersion: "paris",
      optimizer: { enabled: true, details: { yul: true } },
      outputSelection: { "*": { "*": ["evm.bytecode.object"] } },
    },
  };
  const { contracts } = JSON.parse(solc.compile(JSON.stringify(input))) as {
    contracts: { source: Record<string, { evm: { bytecode: { object: string } } }> };
  };
  return `0x${contracts.source[name]!.evm.bytecode.object}`;
}
