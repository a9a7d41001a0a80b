import { expect } from "chai";
import { randomBytes } from "node:crypto";
import { ARGON2_COST } from "../../src/vault/kdf";
import { decodeAttempts, encodeAttempts, isPin, makePin, MOST_ATTEMPTS, reconcileAttempts } from "../../src/vault/pin";
import { refusalOf } from "../stage/refusal";

const COST = { memoryKiB: 8, passes: 1, lanes: 1 };

describe("A PIN", function () {
  it("is recognised, and no other is", async function () {
    const setting = await makePin("480627", COST);
    expect(await isPin(setting, "480627")).to.equal(true);
    for (const wrong of ["480628", "48062", "", "4806277"]) expect(await isPin(setting, wrong)).to.equal(false);
    expect(JSON.stringify(setting)).to.not.include("480627");
  });

  it("costs as much to try as the vault's password", async function () {
    const { memoryKiB, passes, lanes } = await makePin("480627");
    expect({ memoryKiB, passes, lanes }).to.deep.equal(ARGON2_COST);
  });

  it("has 4 to 12 digits", async function () {
    for (const bad of ["", "123", "1234567890123", "12a4", "１２３４"]) {
      expect(await refusalOf(() => makePin(bad, COST))).to.include({ code: "BadPin", exitCode: 2 });
    }
  });
});

describe("The attempts at a PIN", function () {
  it("are those of both records when the two agree", function () {
    const record = { failures: 2, sequence: 7 };
    expect(reconcileAttempts(record, record)).to.deep.equal(record);
  });

  it("are not reset by putting an older copy of the vault back, and that is noticed", function () {
    const known = reconcileAttempts({ failures: 0, sequence: 3 }, { failures: 4, sequence: 8 });
    expect(known).to.include({ failures: 4, sequence: 8 });
    expect(known.notice).to.include("older copy of the vault");
  });

  it("are not reset by putting an older record back beside the vault, and that is noticed", function () {
    const known = reconcileAttempts({ failures: 4, sequence: 8 }, { failures: 0, sequence: 3 });
    expect(known).to.include({ failures: 4, sequence: 8 });
    expect(known.notice).to.include("older than the vault");
  });

  it("leave a single one where the computer has no record, and that is noticed", function () {
    const known = reconcileAttempts({ failures: 0, sequence: 3 }, undefined);
    expect(known.failures).to.equal(MOST_ATTEMPTS - 1);
    expect(known.notice).to.include("no record");
  });

  it("cannot be written by somebody who cannot open the vault", function () {
    const [own, other] = [randomBytes(32), randomBytes(32)];
    const record = { failures: 3, sequence: 5 };
    expect(decodeAttempts(encodeAttempts(record, own), own)).to.deep.equal(record);
    expect(decodeAttempts(encodeAttempts(record, other), own)).to.equal(undefined);
    const forged = encodeAttempts(record, own).replace('"failures":3', '"failures":0');
    expect(decodeAttempts(forged, own)).to.equal(undefined);
    expect(decodeAttempts("no JSON", own)).to.equal(undefined);
  });
});
