import { expect } from "chai";
import { keccak256, toUtf8Bytes } from "ethers";
import fc from "fast-check";
import { canonicalJson, toJson } from "../../src/shared/canonical-json";
import { hashOf } from "../../src/shared/content-hash";
import { parseStrictJson } from "../../src/shared/strict-json";
import { refusalOf } from "../stage/refusal";

describe("Canonical JSON", function () {
  it("sorts the keys at every depth, and keeps the order of lists", function () {
    expect(canonicalJson({ b: [2, { d: 1, c: null }], a: "é\n", 10: 1, 9: 2 })).to.equal(
      '{"10":1,"9":2,"a":"é\\n","b":[2,{"c":null,"d":1}]}',
    );
  });

  it("writes whole numbers of any size as decimal text, and leaves out what is undefined", function () {
    expect(canonicalJson({ amount: 2n ** 200n, none: undefined })).to.equal(`{"amount":"${2n ** 200n}"}`);
  });

  it("refuses what JSON cannot say", function () {
    for (const value of [NaN, Infinity, () => 1, Symbol("x"), undefined])
      expect(() => toJson(value)).to.throw(TypeError);
  });

  it("gives one hash for one value, in whatever order it was written", function () {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(hashOf(reversed)).to.equal(hashOf(value));
        expect(hashOf(JSON.parse(canonicalJson(value)))).to.equal(hashOf(value));
      }),
    );
    expect(hashOf({ b: 1, a: 2 })).to.equal(keccak256(toUtf8Bytes('{"a":2,"b":1}')));
  });
});

describe("JSON from a file", function () {
  it("is read as JSON.parse reads it, when nothing is strange about it", function () {
    fc.assert(
      fc.property(fc.object({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        if (/__proto__|constructor|prototype/.test(text)) return;
        expect(parseStrictJson(text, "it")).to.deep.equal(JSON.parse(text));
      }),
    );
  });

  it("is damaged when it was cut off at any byte", async function () {
    const text = JSON.stringify({ a: [1, { b: '}\\"' }], c: null });
    for (let length = 0; length < text.length; length++) {
      const error = await refusalOf(() => parseStrictJson(text.slice(0, length), "the plan"));
      expect(error).to.include({ code: "FileDamaged", exitCode: 7 });
    }
  });

  const strange: readonly (readonly [name: string, text: string])[] = [
    ["__proto__", '{"a":{"__proto__":{"admin":true}}}'],
    ["an escaped __proto__", '{"\\u005f_proto__":1}'],
    ["constructor", '{"constructor":1}'],
    ["the same key twice", '{"a":1,"b":{"a":1},"a":2}'],
    ["the same key twice, once escaped", '{"a":1,"\\u0061":2}'],
    ["a hundred thousand brackets", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
  ];
  for (const [name, text] of strange) {
    it(`is refused with ${name}`, async function () {
      const error = await refusalOf(() => parseStrictJson(text, "the plan"));
      expect(error).to.include({ code: "SchemaRefused", exitCode: 2 });
    });
  }

  it("may hold strings that look like keys and brackets", function () {
    const value = { a: '"a":{"__proto__"', b: ["a", "a", "{"], c: { a: 1 } };
    expect(parseStrictJson(JSON.stringify(value, null, 2), "it")).to.deep.equal(value);
  });
});
