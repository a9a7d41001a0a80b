import { expect } from "chai";
import { Signature, toBeHex, toBigInt, Wallet } from "ethers";
import { canonicalJson } from "../../src/shared/canonical-json";
import { parseVault } from "../../src/vault/vault-file";
import { openByKey, sealVault, withSlot, type OpenVault } from "../../src/vault/vault";
import { makeSignatureSlot, openSignatureSlot, signatureSlotOf } from "../../src/vault/slots/signature-slot";
import { makeShareSlot, openShareSlot } from "../../src/vault/slots/share-slot";
import { signVaultMessage, signVaultMessageTwice, vaultMessageOf } from "../../src/vault/slots/vault-message";
import type { TypedSigner } from "../../src/vault/slots/vault-message";
import { refusalOf } from "../stage/refusal";
import { HOLDERS, newVault, walletAt } from "./cast";

const holder = walletAt(1);
const stranger = walletAt(3);

async function enrolled(): Promise<{ vault: OpenVault; signature: string }> {
  const vault = await newVault();
  const { vaultId } = vault.header;
  const signature = await signVaultMessageTwice(holder, vaultMessageOf(vaultId, "31337", holder.address));
  const slot = makeSignatureSlot(vaultId, vault.dataKey, holder.address, signature);
  return { vault: withSlot(vault, slot, () => false), signature };
}

describe("A vault that an account is enrolled in", function () {
  it("opens by that account's signature, on another day", async function () {
    const { header, ciphertext } = parseVault(sealVault((await enrolled()).vault));
    const signature = await signVaultMessage(holder, vaultMessageOf(header.vaultId, "31337", holder.address));
    const slot = signatureSlotOf(header, holder.address)!;
    const dataKey = openSignatureSlot(slot, header.vaultId, signature)!;
    expect(openByKey({ header, ciphertext }, dataKey).payload).to.deep.equal(HOLDERS);
  });

  it("names the account to nobody who reads the file, and knows no other", async function () {
    const { vault } = await enrolled();
    expect(sealVault(vault).toLowerCase()).to.not.include(holder.address.slice(2).toLowerCase());
    expect(signatureSlotOf(vault.header, holder.address)).to.not.equal(undefined);
    expect(signatureSlotOf(vault.header, stranger.address)).to.equal(undefined);
  });

  it("does not open by a signature for another vault, chain or account", async function () {
    const { vault } = await enrolled();
    const { vaultId } = vault.header;
    const slot = signatureSlotOf(vault.header, holder.address)!;
    const others = [
      vaultMessageOf("00".repeat(16), "31337", holder.address),
      vaultMessageOf(vaultId, "1", holder.address),
    ];
    for (const message of others) {
      const signature = await signVaultMessage(holder, message);
      expect(openSignatureSlot(slot, vaultId, signature)).to.equal(undefined);
    }
    const strangers = await signVaultMessage(stranger, vaultMessageOf(vaultId, "31337", stranger.address));
    expect(openSignatureSlot(slot, vaultId, strangers)).to.equal(undefined);
  });

  it("opens by the one signature, whichever way a wallet writes it", async function () {
    const { vault, signature } = await enrolled();
    const { r, s, yParity } = Signature.from(signature);
    const asZeroOrOne = `${r}${s.slice(2)}0${yParity}`;
    const message = vaultMessageOf(vault.header.vaultId, "31337", holder.address);
    expect(await signVaultMessage(signerOf(asZeroOrOne), message)).to.equal(signature);
  });
});

/** A wallet that always answers with this. */
function signerOf(signature: string): TypedSigner {
  return { signTypedData: () => Promise.resolve(signature) };
}

describe("Signing a vault's message", function () {
  const message = vaultMessageOf("11".repeat(16), "31337", holder.address);

  it("is refused when another account signed", async function () {
    expect(await refusalOf(() => signVaultMessage(stranger, message))).to.include({ code: "SignatureInvalid" });
  });

  it("is refused when the signature was altered in any byte", async function () {
    const signature = await signVaultMessage(holder, message);
    for (let at = 2; at < signature.length; at += 2) {
      const flipped = (parseInt(signature.slice(at, at + 2), 16) ^ 1).toString(16).padStart(2, "0");
      const altered = signature.slice(0, at) + flipped + signature.slice(at + 2);
      expect(await refusalOf(() => signVaultMessage(signerOf(altered), message))).to.include({
        code: "SignatureInvalid",
        exitCode: 4,
      });
    }
  });

  it("is refused for the other signature that the curve allows (high s)", async function () {
    const { r, s, v } = Signature.from(await signVaultMessage(holder, message));
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const high = `${r}${toBeHex(order - toBigInt(s), 32).slice(2)}${v === 27 ? "1c" : "1b"}`;
    expect(await refusalOf(() => signVaultMessage(signerOf(high), message))).to.include({ code: "SignatureInvalid" });
  });

  it("that somebody declines in the wallet changes nothing, and says so", async function () {
    const declining: TypedSigner = { signTypedData: () => Promise.reject(new Error("user rejected signing")) };
    const error = await refusalOf(() => signVaultMessage(declining, message));
    expect(error).to.include({ code: "SignatureDeclined", exitCode: 4 });
    expect(error.message).to.include("user rejected signing").and.to.include("Nothing was changed");
  });

  it("is refused at enrolment by a wallet that signs differently each time", async function () {
    const { domain, types, message: value } = message;
    const other = await holder.signTypedData(domain, types, { ...value, warning: "" });
    const right = await holder.signTypedData(domain, types, value);
    const answers = [right, other];
    const moody: TypedSigner = { signTypedData: () => Promise.resolve(answers.shift()!) };
    expect((await refusalOf(() => signVaultMessageTwice(moody, message))).code).to.equal("SignatureInvalid");
    const randomized = randomizing(holder.privateKey);
    const error = await refusalOf(() => signVaultMessageTwice(randomized, message));
    expect(error).to.include({ code: "NotDeterministic", exitCode: 3 });
  });

  it("always signs the same words: they are part of the format", function () {
    expect(canonicalJson(message.message)).to.equal(
      canonicalJson({
        purpose: "Open my Regain vault",
        warning: "Whoever has this signature can open the vault. Sign it in Regain only, on your own computer.",
        account: holder.address,
        vault: `0x${"11".repeat(16)}`,
      }),
    );
    expect(message.domain).to.deep.equal({ name: "Regain Vault", version: "1", chainId: 31337n });
  });
});

/** A wallet that draws its nonce at random, as some hardware does. */
function randomizing(privateKey: string): TypedSigner {
  return {
    signTypedData: async (domain, types, value) => {
      const { TypedDataEncoder } = await import("ethers");
      const { secp256k1 } = await import("@noble/curves/secp256k1.js");
      const digest = Buffer.from(TypedDataEncoder.hash(domain, types, value).slice(2), "hex");
      const key = Buffer.from(new Wallet(privateKey).privateKey.slice(2), "hex");
      const options = { prehash: false, extraEntropy: true, format: "recovered" } as const;
      const bytes = secp256k1.sign(Uint8Array.from(digest), Uint8Array.from(key), options);
      const [yParity, ...rs] = bytes;
      return `0x${Buffer.from(rs).toString("hex")}${yParity === 0 ? "1b" : "1c"}`;
    },
  };
}

describe("Recovery shares", function () {
  it("open the vault, as many as the threshold, whichever they are", async function () {
    const vault = await newVault();
    const { vaultId } = vault.header;
    const { slot, shares } = await makeShareSlot(vaultId, vault.dataKey, { shares: 5, threshold: 3 });
    for (const chosen of [
      [0, 1, 2],
      [4, 2, 0],
      [0, 1, 2, 3, 4],
    ]) {
      const dataKey = await openShareSlot(
        slot,
        vaultId,
        chosen.map((index) => shares[index]!),
      );
      expect(dataKey).to.deep.equal(Uint8Array.from(vault.dataKey));
    }
  });

  it("fewer than the threshold, a share twice, or one of another set open nothing", async function () {
    const vault = await newVault();
    const { vaultId } = vault.header;
    const { slot, shares } = await makeShareSlot(vaultId, vault.dataKey, { shares: 3, threshold: 2 });
    const foreign = await makeShareSlot(vaultId, vault.dataKey, { shares: 3, threshold: 2 });
    for (const wrong of [[shares[0]!], [shares[0]!, shares[0]!], [shares[0]!, foreign.shares[1]!]]) {
      expect(await openShareSlot(slot, vaultId, wrong)).to.equal(undefined);
    }
  });
});
