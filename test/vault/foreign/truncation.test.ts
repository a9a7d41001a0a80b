import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseKeystore } from "../../../src/chain/keystore";
import { parseConcordiumExport } from "../../../src/vault/foreign/concordium/envelope";
import { parsePolkadotBatch } from "../../../src/vault/foreign/polkadot/batch";
import { parsePolkadotKeystore } from "../../../src/vault/foreign/polkadot/parse-keystore";
import { refusalOf } from "../../stage/refusal";

const VECTORS = join(__dirname, "../vectors");
const READERS: readonly (readonly [name: RegExp, read: (text: string) => unknown])[] = [
  [/^ethereum/, parseKeystore],
  [/^concordium.*export/, parseConcordiumExport],
  [/batch/, parsePolkadotBatch],
  [/^polkadot/, parsePolkadotKeystore],
];
const FILES = readdirSync(VECTORS, { recursive: true, encoding: "utf8" }).filter(
  (name) => name.endsWith(".json") && !/index\.json|bad-|decrypted|^privado/.test(name),
);

describe("Another wallet's file", function () {
  for (const name of FILES) {
    it(`${name}, cut off at any byte, is damaged, and no password is asked for`, async function () {
      const read = READERS.find(([known]) => known.test(name))?.[1];
      if (read === undefined) throw new Error(`Nobody reads ${name}`);
      const text = readFileSync(join(VECTORS, name), "utf8").trimEnd();
      expect(() => read(text)).to.not.throw();
      for (let length = 0; length < text.length; length++) {
        const error = await refusalOf(() => read(text.slice(0, length)));
        expect(error, `at ${length}`).to.include({ code: "FileDamaged", exitCode: 7 });
      }
    });
  }

  it("is among the vectors in every format", function () {
    expect(FILES.length).to.be.greaterThan(12);
  });
});
