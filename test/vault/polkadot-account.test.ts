import { jsonEncrypt } from "@polkadot/util-crypto";
import { expect } from "chai";
import { openKey } from "../../src/vault/accounts/account-key";
import { restoreBatch } from "../../src/vault/accounts/polkadot-account";
import { checkPolkadotKeystore } from "../../src/vault/foreign/polkadot/parse-keystore";
import { encodePkcs8 } from "../../src/vault/foreign/polkadot/pkcs8";
import { openAccount, pairFromSeed } from "../../src/vault/keys/key-pair";
import { refusalOf } from "../stage/refusal";
import { changed, sealedFast } from "./foreign/polkadot-files";

const NETWORK = { chainId: "31337", genesisHash: null };
const BATCH_PASSWORD = "batch password";
const SEED = new Uint8Array(32).fill(9);

describe("The accounts of a Polkadot batch in a vault", function () {
  it("keep their own passwords where the batch's does not open them", async function () {
    const keystore = check(sealedFast(SEED, "ethereum", "its own"));
    const [account] = await restoreBatch([keystore], BATCH_PASSWORD, NETWORK);
    expect(account).to.include({ type: "ethereum", chain: "eip155:31337", address: keystore.address });
    expect(account!.key).to.deep.equal({ format: "polkadot", keystore: keystore.json });
    expect((await openKey(account!, "its own")).address).to.equal(keystore.address);
  });

  it("are never kept without encryption", async function () {
    const pair = pairFromSeed("sr25519", SEED);
    const bare = jsonEncrypt(encodePkcs8(pair), ["pkcs8", "sr25519"]);
    const keystore = check({ ...bare, address: openAccount(pair, "").address, meta: {} });
    const [account] = await restoreBatch([keystore], BATCH_PASSWORD, NETWORK);
    expect(JSON.stringify(account)).to.not.include(bare.encoded);
    expect((await openKey(account!, BATCH_PASSWORD)).secretKey).to.equal(openAccount(pair, "").secretKey);
  });

  it("are all refused when a key that opens is not its address's, by its index", async function () {
    const other = openAccount(pairFromSeed("sr25519", new Uint8Array(32).fill(1)), "").address;
    const good = check(sealedFast(SEED, "sr25519", "its own"));
    const lying = check(changed(sealedFast(SEED, "sr25519", BATCH_PASSWORD), { address: other }));
    const error = await refusalOf(() => restoreBatch([good, lying], BATCH_PASSWORD, NETWORK));
    expect(error).to.include({ code: "FileDamaged", exitCode: 7 });
    expect(error.message).to.include("Entry [1]").and.include(other);
  });
});

function check(file: object) {
  return checkPolkadotKeystore(file, "the Polkadot account");
}
