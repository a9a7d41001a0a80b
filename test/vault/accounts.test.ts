import { expect } from "chai";
import { decryptKeystoreJson } from "ethers";
import { Keyring } from "@polkadot/keyring";
import type { KeyringPair$Json } from "@polkadot/keyring/types";
import { encryptKey, openKey } from "../../src/vault/accounts/account-key";
import { keptAccount, requireNewAccount } from "../../src/vault/accounts/kept-account";
import { accountOfPhrase, parseKeptPhrase, parseKeyType } from "../../src/vault/accounts/phrase-account";
import { foundItems, scanPhrase } from "../../src/vault/scan";
import { planMerge } from "../../src/vault/merge/plan-merge";
import { EMPTY_PAYLOAD } from "../../src/vault/payload";
import { claimsKeptOf, handoverPayload } from "../../src/vault/handover";
import { ethereumPath } from "../../src/vault/phrase/ethereum-account";
import { refusalOf } from "../stage/refusal";
import { HOLDERS, NETWORK, walletAt } from "./cast";

const PHRASE = "test test test test test test test test test test test junk";
/** The least work that polkadot-js still opens. */
const LIGHT = { N: 2 ** 15, p: 1, r: 8 };
const PASSWORD = "the account's own";
const kept = parseKeptPhrase(PHRASE);

describe("An account's key in a vault", function () {
  it("of Ethereum opens in ethers, and gives the same account back", async function () {
    const account = accountOfPhrase(kept, "ethereum", "Main");
    const key = await encryptKey(account, PASSWORD, undefined, LIGHT);
    const elsewhere = await decryptKeystoreJson(JSON.stringify(key.keystore), PASSWORD);
    expect(elsewhere).to.include({ address: walletAt(0).address, privateKey: account.secretKey });
    expect((await openKey(keptAccount(account, key, "phrase", NETWORK), PASSWORD)).secretKey).to.equal(
      account.secretKey,
    );
  });

  for (const type of ["sr25519", "ed25519", "ecdsa", "ethereum"] as const) {
    it(`of ${type} opens in polkadot-js, and gives the same account back`, async function () {
      const account = accountOfPhrase(kept, type, "Main");
      const key = await encryptKey(account, PASSWORD, "polkadot", LIGHT);
      const keyring = new Keyring({ type });
      const pair = keyring.addFromJson(key.keystore as unknown as KeyringPair$Json);
      pair.decodePkcs8(PASSWORD);
      expect(pair.isLocked).to.equal(false);
      const opened = await openKey(keptAccount(account, key, "phrase", NETWORK), PASSWORD);
      expect(opened).to.include({ address: account.address, secretKey: account.secretKey });
    });
  }

  it("does not open with another password, nor for another address", async function () {
    const account = accountOfPhrase(kept, "ethereum", "Main");
    const own = keptAccount(account, await encryptKey(account, PASSWORD, undefined, LIGHT), "phrase", NETWORK);
    expect(await refusalOf(() => openKey(own, "wrong"))).to.include({ code: "WrongPassword" });
    const lying = { ...own, address: walletAt(1).address };
    expect(await refusalOf(() => openKey(lying, PASSWORD))).to.include({ code: "FileDamaged" });
  });

  it("that another wallet holds is said to be there", async function () {
    const { name, type, chain, address, origin } = HOLDERS.accounts[0]!;
    const error = await refusalOf(() => openKey({ name, type, chain, address, origin }, PASSWORD));
    expect(error).to.include({ code: "KeyElsewhere", exitCode: 3 });
  });

  it("is refused a second time, but may fill in for one whose key is elsewhere", async function () {
    const [account] = HOLDERS.accounts;
    expect(
      await refusalOf(() => {
        requireNewAccount(HOLDERS, account!);
      }),
    ).to.include({ code: "AccountExists" });
    const { name, type, chain, address, origin } = account!;
    const watched = { ...HOLDERS, accounts: [{ name, type, chain, address, origin }] };
    expect(() => {
      requireNewAccount(watched, account!);
    }).to.not.throw();
  });
});

describe("A phrase with a path", function () {
  it("without a path is BIP-44's first account for Ethereum, and an account of its own elsewhere", function () {
    expect(accountOfPhrase(kept, "ethereum", "").address).to.equal(walletAt(0).address);
    const bare = accountOfPhrase(kept, "sr25519", "").address;
    expect(accountOfPhrase(kept, "sr25519", "", "//polkadot").address).to.not.equal(bare);
  });

  it("takes the path behind the phrase, and keeps no password that stands behind that", function () {
    const full = parseKeptPhrase(`${PHRASE}//hard/soft///canary`);
    const account = accountOfPhrase(full, "sr25519", "");
    expect(account.path).to.equal("//hard/soft");
    expect(JSON.stringify(account)).to.not.include("canary");
    expect(account.address).to.not.equal(accountOfPhrase(kept, "sr25519", "", "//hard/soft").address);
  });

  it("refuses two different paths, and an unknown type of key", async function () {
    const full = parseKeptPhrase(`${PHRASE}//hard`);
    const error = await refusalOf(() => accountOfPhrase(full, "sr25519", "", "//other"));
    expect(error).to.include({ code: "ConflictingOptions" });
    expect(await refusalOf(() => parseKeyType("rsa"))).to.include({ code: "BadKeyType" });
  });
});

describe("Recovery without a file", function () {
  const identities = new Map([
    [walletAt(0).address, "0x5FbDB2315678afecb367f032d93F642f64180aa3"],
    [walletAt(3).address, "0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0"],
    [walletAt(8).address, "0xCf7Ed3AccA5a467e9e704C703E8D87F634fB0Fc9"],
  ]);
  const scan = (gap: number) =>
    scanPhrase({
      gap,
      accountAt: (index) => accountOfPhrase(kept, "ethereum", "", ethereumPath(index)),
      identityOf: (wallet) => Promise.resolve(identities.get(wallet)),
    });

  it("finds every registered account up to a gap, and no further", async function () {
    expect((await scan(3)).map(({ index }) => index)).to.deep.equal([0, 3]);
    expect((await scan(5)).map(({ index }) => index)).to.deep.equal([0, 3, 8]);
    expect(await scan(1)).to.have.length(1);
  });

  it("names what it finds by index, and a later import gives back the names", async function () {
    const key = { format: "web3", keystore: {} } as const;
    const items = await foundItems(await scan(3), NETWORK, () => Promise.resolve(key));
    expect(items.accounts.map(({ name }) => name)).to.deep.equal(["Recovered: Index 0", "Recovered: Index 3"]);
    expect(items.identities.map(({ name }) => name)).to.deep.equal(["Recovered: Index 0", "Recovered: Index 3"]);
    const found = planMerge(EMPTY_PAYLOAD, items).result;
    const { result, replaced } = planMerge(found, HOLDERS);
    expect(result.identities.map(({ name }) => name)).to.deep.equal(["My passport", "Recovered: Index 3"]);
    expect(replaced[0]!.reason).to.equal("Replaces name: Recovered: Index 0 by My passport");
  });
});

describe("A vault that a recovery ends with", function () {
  const claim = { issuer: walletAt(5).address, topic: 7n, scheme: 1n, signature: "0xab", data: "0x01", uri: "" };
  const payload = handoverPayload({
    chainId: 31337n,
    wallet: walletAt(1).address,
    identity: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
    claims: [claim],
    name: "Recovered",
  });

  it("has the new wallet, its identity and its claims, and goes together with the old one's", function () {
    const { result } = planMerge(HOLDERS, payload);
    expect(result.identities).to.have.length(1);
    expect(result.claims).to.have.length(3);
    expect(result.accounts[0]!.key).to.deep.equal(HOLDERS.accounts[0]!.key);
  });

  it("hands the claims of an identity to whoever asks its issuers again", function () {
    const { address } = payload.identities[0]!;
    expect(claimsKeptOf(payload, address.toLowerCase())).to.deep.equal([claim]);
    expect(claimsKeptOf(payload, walletAt(2).address)).to.deep.equal([]);
  });
});
