import { expect } from "chai";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createKeystore } from "../../src/chain/keystore";
import { encodeRequest } from "../../src/claims/files/request-file";
import type { ClaimRequest } from "../../src/claims/request";
import { claimSignerOf } from "../../src/identity/claims";
import { decodeClaimContent, typedClaimSignerOf } from "../../src/identity/typed-claims";
import { parseClaims } from "../../src/recovery/files/claims-file";
import { folderForFiles, hardhat, refusalIn, type Finished } from "../stage/command-line";
import { paperPlan } from "../stage/paper-case";

const PASSWORD = "canary correct horse";
const ISSUER = "0x4444444444444444444444444444444444444444";
const CHECKED = "0x636865636b6564";

describe("npx hardhat claims sign --request, with the network off", function () {
  const path = folderForFiles();
  const { chainId, caseId, newIdentity: identity, recovery } = paperPlan();
  const request: ClaimRequest = {
    ...{ chainId, caseId, wallet: recovery.newWallet, identity, issuer: ISSUER, format: "typed" },
    requestedAt: 1_900_000_000n,
    claims: [
      { topic: 1n, payload: CHECKED },
      { topic: 10101000300003n, payload: null },
    ],
  };
  let signer = "";
  before(async function () {
    const { address, json } = await createKeystore(PASSWORD, undefined, 2 ** 10);
    signer = address;
    await writeFile(path("issuer-key.json"), json);
    await writeFile(path("typed.json"), encodeRequest(request));
    await writeFile(path("onchainid.json"), encodeRequest({ ...request, format: "onchainid-2" }));
  });

  function sign(file: string, out: string, ...more: readonly string[]): Promise<Finished> {
    const what = ["--request", path(file), "--keystore", path("issuer-key.json"), "--out", path(out)];
    const off = `--require ${join(__dirname, "../stage/no-network.cjs")}`;
    return hardhat(["claims", "sign", ...what, ...more], { REGAIN_PASSWORD: PASSWORD, NODE_OPTIONS: off });
  }

  it("signs typed claims, after it has shown what is vouched for", async function () {
    const done = await sign("typed.json", "typed-claims.json", "--yes");
    expect(done.code, done.stderr).to.equal(0);
    expect(done.stderr).to.not.contain("NETWORK USED");
    expect(done.stdout)
      .to.contain(`${signer} is about to vouch for an identity, in its issuer's name, 2 times.`)
      .and.to.contain('says      "checked"')
      .and.to.contain("AML status (topic 10101000300003)")
      .and.to.contain("until     2031-03-17T17:46:40Z")
      .and.to.contain("Hash card");
    const file = parseClaims(await readFile(path("typed-claims.json"), "utf8"));
    expect(file).to.deep.include({ chainId, caseId, identity });
    for (const claim of file.claims) {
      expect(typedClaimSignerOf(claim, { chainId, subject: identity })).to.equal(signer);
      expect(typedClaimSignerOf(claim, { chainId: 1n, subject: identity })).to.not.equal(signer);
    }
    expect(decodeClaimContent(file.claims[0]!.data)).to.deep.equal({
      issuedAt: 1_900_000_000n,
      validUntil: 1_931_536_000n,
      payload: CHECKED,
    });
  });

  it("signs the claims of an ONCHAINID issuer, and says other words where they are given", async function () {
    const done = await sign("onchainid.json", "old.json", "--yes", "--text", "checked twice", "--json");
    expect(done.code, done.stderr).to.equal(0);
    const { claims } = parseClaims(await readFile(path("old.json"), "utf8"));
    expect(claims.map((claim) => claimSignerOf(claim, identity))).to.deep.equal([signer, signer]);
    const timed = await sign("onchainid.json", "timed.json", "--yes", "--valid-until", "2040-01-01", "--json");
    expect(refusalIn(timed)).to.include({ exitCode: 2, code: "ConflictingOptions" });
  });

  it("asks before it signs: in a pipe without --yes nothing is signed", async function () {
    const done = await sign("typed.json", "unasked.json", "--json");
    expect(refusalIn(done)).to.include({ exitCode: 2, code: "ConfirmationRequired" });
    expect(await stat(path("unasked.json")).catch(() => undefined)).to.equal(undefined);
  });

  it("refuses a request that was edited", async function () {
    const text = await readFile(path("typed.json"), "utf8");
    await writeFile(path("edited.json"), text.replace(identity, recovery.newWallet));
    expect(refusalIn(await sign("edited.json", "none.json", "--yes", "--json"))).to.include({
      exitCode: 2,
      code: "HashMismatch",
    });
  });

  it("refuses a day that is over, and to guess a format", async function () {
    const over = await sign("typed.json", "none.json", "--yes", "--valid-until", "2020-02-30", "--json");
    expect(refusalIn(over)).to.include({ exitCode: 2, code: "BadDate" });
    const both = await sign("typed.json", "none.json", "--yes", "--claim-format", "typed", "--json");
    expect(refusalIn(both)).to.include({ exitCode: 2, code: "ConflictingOptions" });
  });
});
