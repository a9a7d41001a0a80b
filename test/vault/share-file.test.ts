import { expect } from "chai";
import { encodeShare, parseShare } from "../../src/vault/share-file";
import { refusalOf } from "../stage/refusal";

const SHARE = {
  vaultId: "ab".repeat(16),
  set: "cd".repeat(8),
  number: 2,
  threshold: 3,
  share: Uint8Array.from({ length: 33 }, (_, index) => 7 * index),
};

describe("A recovery share's file", function () {
  it("gives back what was written", function () {
    expect(parseShare(encodeShare(SHARE), "the share")).to.deep.include(SHARE);
  });

  it("with one flipped bit anywhere fails", async function () {
    const bytes = Buffer.from(encodeShare(SHARE));
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const altered = Buffer.from(bytes);
      altered[bit >> 3]! ^= 1 << (bit & 7);
      const { code } = await refusalOf(() => parseShare(altered.toString("utf8"), "the share"));
      expect(code, `bit ${bit}`).to.be.oneOf(["FileDamaged", "SchemaRefused"]);
    }
  });

  it("cut off at any byte fails", async function () {
    const text = encodeShare(SHARE).trimEnd();
    for (let length = 0; length < text.length; length++) {
      expect(await refusalOf(() => parseShare(text.slice(0, length), "the share"))).to.include({ code: "FileDamaged" });
    }
  });
});
