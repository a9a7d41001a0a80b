import { jsonEncrypt } from "@polkadot/util-crypto";
import { expect } from "chai";
import { openPolkadotBatch, parsePolkadotBatch } from "../../../src/vault/foreign/polkadot/batch";
import { openPolkadotKeystore } from "../../../src/vault/foreign/polkadot/open-keystore";
import { refusalOf } from "../../stage/refusal";
import { changed, sealedFast, vector, type PolkadotFile } from "./polkadot-files";

const PASSWORD = "inner password";
const files = (["sr25519", "ethereum", "ecdsa"] as const).map((type, index) =>
  sealedFast(new Uint8Array(32).fill(index + 1), type, PASSWORD, type),
);

describe("A batch of the Polkadot extension", function () {
  it("opens with its own password, and each account with its own", async function () {
    const batch = parsePolkadotBatch(vector("batch-extension.json"));
    expect(batch).to.have.property("shape", "sealed");
    const keystores = await openPolkadotBatch(batch, "batch-passw0rd");
    expect(keystores.map(({ name }) => name)).to.deep.equal(["one", "two", "three"]);
    const passwords = ["passw0rd", "other-pass", "passw0rd"];
    const accounts = await Promise.all(keystores.map((each, at) => openPolkadotKeystore(each, passwords[at] ?? "")));
    expect(accounts.map(({ address }) => address)).to.deep.equal(keystores.map(({ address }) => address));
    expect(await refusalOf(() => openPolkadotKeystore(keystores[1]!, "passw0rd"))).to.include({ exitCode: 4 });
  });

  it("does not open with a password of one of its accounts, nor without one", async function () {
    const batch = parsePolkadotBatch(vector("batch-extension.json"));
    expect(await refusalOf(() => openPolkadotBatch(batch, "passw0rd"))).to.include({ code: "WrongPassword" });
    expect(await refusalOf(() => openPolkadotBatch(batch, ""))).to.include({ code: "PasswordMissing" });
  });

  it("lists its accounts outside, and is refused when the list was changed", async function () {
    const text = sealedBatch(files);
    expect(await openPolkadotBatch(parsePolkadotBatch(text), "")).to.have.length(3);
    const swapped = sealedBatch(files, [files[0]!, files[2]!, files[1]!]);
    const error = await refusalOf(() => openPolkadotBatch(parsePolkadotBatch(swapped), ""));
    expect(error).to.include({ code: "FileDamaged" });
    expect(error.message).to.include("[1]");
    const shortened = sealedBatch(files, files.slice(0, 2));
    expect((await refusalOf(() => openPolkadotBatch(parsePolkadotBatch(shortened), ""))).message).to.include("[2]");
  });

  it("stops at the first bad entry inside, by its index", async function () {
    const bad = changed(files[1]!, { encoded: "AA==" });
    const text = sealedBatch([files[0]!, bad, changed(files[2]!, { encoded: "*" })]);
    const error = await refusalOf(() => openPolkadotBatch(parsePolkadotBatch(text), ""));
    expect(error).to.include({ code: "FileDamaged", exitCode: 7 });
    expect(error.message).to.include("Entry [1]").and.include(bad.address);
  });

  it("is refused when its inside is no list", async function () {
    const text = sealedBatch({ address: "x" }, []);
    expect(await refusalOf(() => openPolkadotBatch(parsePolkadotBatch(text), ""))).to.include({
      code: "SchemaRefused",
    });
  });
});

describe("A list of accounts of the Polkadot application", function () {
  it("needs no password of its own", async function () {
    const keystores = await openPolkadotBatch(parsePolkadotBatch(JSON.stringify(files)), "");
    expect(keystores.map(({ name }) => name)).to.deep.equal(["sr25519", "ethereum", "ecdsa"]);
    expect((await openPolkadotKeystore(keystores[1]!, PASSWORD)).address).to.match(/^0x/);
  });

  const bad: readonly (readonly [name: string, entry: unknown, code: string])[] = [
    ["no object", 7, "SchemaRefused"],
    ["no keystore", { address: "x" }, "SchemaRefused"],
    ["cut off", changed(files[0]!, { encoded: "AAAA" }), "FileDamaged"],
    ["of a wrong checksum", changed(files[0]!, { address: files[0]!.address.replace(/.$/, "z") }), "BadAddress"],
    ["a batch itself", JSON.parse(sealedBatch(files)), "SchemaRefused"],
    ["full of escapes", { address: "\u001b[31m" }, "SchemaRefused"],
  ];
  for (const [name, entry, code] of bad) {
    it(`is refused as a whole when an entry is ${name}`, async function () {
      const error = await refusalOf(() => parsePolkadotBatch(JSON.stringify([files[0], files[1], entry])));
      expect(error.code, error.message).to.equal(code);
      expect(error.message).to.include("Entry [2]");
      expect(error.message).to.not.include("\u001b");
    });
  }

  it("is refused when it is empty, endless or too large", async function () {
    const many = JSON.stringify(Array.from({ length: 257 }, () => 1));
    expect(await refusalOf(() => parsePolkadotBatch("[]"))).to.include({ code: "SchemaRefused" });
    expect(await refusalOf(() => parsePolkadotBatch(many))).to.include({ code: "TooLarge" });
    expect(await refusalOf(() => parsePolkadotBatch(`"${"a".repeat(2 ** 20)}"`))).to.include({ code: "TooLarge" });
    expect(await refusalOf(() => parsePolkadotBatch("[".repeat(10_000)))).to.be.an("error");
    expect(await refusalOf(() => parsePolkadotBatch('{"a":1}'))).to.include({ code: "SchemaRefused" });
    expect(await refusalOf(() => parsePolkadotBatch(JSON.stringify(files[0])))).to.include({ code: "SchemaRefused" });
  });
});

/** As the extension seals, but without encryption. */
function sealedBatch(inside: unknown, listed: readonly PolkadotFile[] = files): string {
  const sealed = jsonEncrypt(Buffer.from(JSON.stringify(inside)), ["batch-pkcs8"]);
  const accounts = listed.map(({ address, meta }) => ({ address, meta }));
  return JSON.stringify({ ...sealed, accounts });
}
