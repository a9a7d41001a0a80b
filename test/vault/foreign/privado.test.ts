import { expect } from "chai";
import { recoverAddress, computeAddress, getBytes, hexlify, keccak256, toUtf8Bytes, Wallet } from "ethers";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { derivePrivadoIdentity, parseDidNetwork, privadoItem } from "../../../src/vault/foreign/privado/identity";
import { OLD_SIGN_TEXTS, parsePrivadoSeed, seedFromOldSignature } from "../../../src/vault/foreign/privado/seed";
import { refusalOf } from "../../stage/refusal";

const SEED = "0x7365656473656564736565647365656473656564736565647365656473656564";
const DID = "did:iden3:polygon:amoy:xCRp75DgAdS63W65fmXHz6p9DwdonuRU9e46DifhX";
const AMOY = parseDidNetwork("iden3:polygon:amoy");

interface AuthCredential {
  readonly issuer: string;
  readonly credentialSubject: { readonly x: string; readonly y: string };
  readonly proof: readonly {
    readonly coreClaim: string;
    readonly issuerData: { readonly state: { readonly value: string } };
  }[];
}

describe("A Privado identity", function () {
  it("is the one that js-sdk makes of the same seed, to the last byte of its claim", async function () {
    const file = join(__dirname, "../vectors/privado/A-js-sdk-test-seed.auth-credential.json");
    const { issuer, credentialSubject, proof } = JSON.parse(readFileSync(file, "utf8")) as AuthCredential;
    const identity = await derivePrivadoIdentity(parsePrivadoSeed(SEED), AMOY);
    expect(identity.did).to.equal(DID).and.to.equal(issuer);
    expect(String(identity.x)).to.equal(credentialSubject.x);
    expect(String(identity.y)).to.equal(credentialSubject.y);
    expect(identity.authClaim).to.equal(proof[0]!.coreClaim);
    const state = getBytes(`0x${proof[0]!.issuerData.state.value}`).reverse();
    expect(identity.genesisState).to.equal(BigInt(hexlify(state)));
  });

  it("has another DID on each network, and another for each seed", async function () {
    const seed = parsePrivadoSeed(SEED);
    const dids = await Promise.all([
      derivePrivadoIdentity(seed, AMOY),
      derivePrivadoIdentity(seed, parseDidNetwork("polygonid:polygon:main")),
      derivePrivadoIdentity(seed, parseDidNetwork("iden3:privado:main")),
      derivePrivadoIdentity(parsePrivadoSeed("11".repeat(32)), AMOY),
    ]);
    expect(new Set(dids.map(({ did }) => did)).size).to.equal(4);
  });

  it("is kept by its DID, with the seed", async function () {
    const identity = await derivePrivadoIdentity(parsePrivadoSeed(SEED), AMOY);
    expect(privadoItem(SEED, identity, "mine")).to.deep.equal({
      id: DID,
      name: "mine",
      chain: "iden3:polygon:amoy",
      address: DID,
      secret: SEED,
    });
  });

  for (const text of [
    "iden3:polygon:nowhere",
    "nobody:polygon:amoy",
    "__proto__:toString:length",
    "iden3:polygon",
    "",
  ]) {
    it(`is refused on the network "${text}"`, async function () {
      const error = await refusalOf(() => derivePrivadoIdentity(parsePrivadoSeed(SEED), parseDidNetwork(text)));
      expect(error).to.include({ code: "BadDidNetwork", exitCode: 2 });
    });
  }

  for (const text of ["", "73", "zz".repeat(32), SEED.repeat(2)]) {
    it(`is refused with the seed "${text.slice(0, 8)}…", which is not repeated`, async function () {
      const error = await refusalOf(() => parsePrivadoSeed(text));
      expect(error).to.include({ code: "BadSeed", exitCode: 2 });
      expect(error.message).to.not.include("7365");
    });
  }
});

describe("The seed of an old Privado wallet", function () {
  it("is the hash of an account's signature over the bare hash of a text", function () {
    const { privateKey, signingKey } = new Wallet(`0x${"42".repeat(32)}`);
    const seeds = OLD_SIGN_TEXTS.map((text) => seedFromOldSignature(privateKey, text));
    expect(hexlify(seeds[0]!)).to.not.equal(hexlify(seeds[1]!));
    const signature = signingKey.sign(keccak256(toUtf8Bytes(OLD_SIGN_TEXTS[0])));
    expect(hexlify(seeds[0]!)).to.equal(keccak256(signature.serialized));
    expect(recoverAddress(keccak256(toUtf8Bytes(OLD_SIGN_TEXTS[0])), signature)).to.equal(computeAddress(privateKey));
  });

  it("comes of texts that differ in how they write a new line", function () {
    expect(OLD_SIGN_TEXTS[0]).to.include("\n\n").and.not.include("\\n");
    expect(OLD_SIGN_TEXTS[1]).to.include("\\n\\n").and.not.include("\n");
  });
});
