import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import Sqlite from "better-sqlite3";
import { encryptKeystoreJson, Wallet } from "ethers";
import { openStore } from "../../src/store/open-store";
import { ROOT } from "./command";
import { describeRefusals, type Refusal } from "./refusals";
import { propose, type Prepared, type Situation } from "./situation";

const STORES = ["newer.db", "damaged.db", "readable.db", "locked.db"] as const;

describe("24. A store", () => {
  let elsewhere: string;
  let locked: Sqlite.Database;
  const placeOf = (name: string): string => join(elsewhere, name);

  before(async () => {
    elsewhere = mkdtempSync(join(tmpdir(), "regain-stores-"));
    for (const name of STORES) await (await openStore({ kind: "sqlite", path: placeOf(name) })).close();
    const newer = new Sqlite(placeOf("newer.db"));
    newer.exec("insert into kysely_migration (name, timestamp) values ('999-from-the-future', 'later')");
    newer.close();
    writeFileSync(placeOf("damaged.db"), readFileSync(placeOf("damaged.db")).fill(7, 5000, 9000));
    chmodSync(placeOf("readable.db"), 0o644);
    locked = new Sqlite(placeOf("locked.db"));
    locked.exec("pragma locking_mode = exclusive; begin exclusive");
  });
  after(() => {
    locked.close();
    rmSync(elsewhere, { recursive: true });
  });

  const unusable = (name: (typeof STORES)[number], title: string, why: string, next: string): Refusal<Prepared> => ({
    title,
    command: (_, { caseId }) => ["recovery", "approve", "--case", caseId, "--signer", "4"],
    env: () => ({ REGAIN_STORE: placeOf(name) }),
    code: "StoreUnusable",
    exit: 7,
    says: () => [name, why, "was left as it is"],
    next: () => [next],
  });

  describe("that cannot be used", () => {
    let bytes: readonly Buffer[];
    // The locked one is not read here: closing it would end this process's lock on it.
    const read = (): Buffer[] =>
      STORES.filter((name) => name !== "locked.db").map((name) => readFileSync(placeOf(name)));
    before(() => {
      bytes = read();
    });
    describeRefusals("stops a command:", propose, [
      unusable("newer.db", "one of a newer version", "999-from-the-future", "newer version"),
      unusable("damaged.db", "one that is damaged", "damaged", "restore it from a backup"),
      unusable("readable.db", "one that others can read", "can be read by other users", "chmod 600"),
      unusable("locked.db", "one that another program keeps locked", "locked", "Let other commands end"),
    ]);
    after("and is left as it was", () => {
      expect(read()).to.deep.equal(bytes);
      expect(locked.prepare("select * from steps").all()).to.deep.equal([]);
    });
  });
});

const PASSWORD = "correct horse battery";

/** The custodian's keystore, and what a hostile or broken one could look like. */
async function prepareKeystores(on: Situation): Promise<Prepared> {
  const prepared = await propose(on);
  const { address, privateKey } = Wallet.createRandom();
  const scrypt = { N: 2 ** 10, r: 8, p: 1 };
  const good = await encryptKeystoreJson({ address, privateKey }, PASSWORD, { scrypt });
  const keystore = JSON.parse(good) as { Crypto: { kdfparams: object } };
  const withKdf = (kdf: string, kdfparams: object): string =>
    JSON.stringify({ ...keystore, Crypto: { ...keystore.Crypto, kdf, kdfparams } });
  const { kdfparams } = keystore.Crypto;
  on.write("good.json", good);
  on.write("truncated.json", good.slice(0, good.length / 2));
  on.write("large.json", good + " ".repeat(65_536));
  on.write("scrypt-p.json", withKdf("scrypt", { ...kdfparams, p: 100_000 }));
  on.write("scrypt-n.json", withKdf("scrypt", { ...kdfparams, n: 2 ** 40 }));
  const rounds = { c: 1_000_000_000, prf: "hmac-sha256", dklen: 32, salt: "ab".repeat(32) };
  on.write("pbkdf2.json", withKdf("pbkdf2", rounds));
  on.write("proto.json", good.replace("{", '{"__proto__":{"version":3},'));
  on.write("no-address.json", JSON.stringify({ ...keystore, address: undefined }));
  return prepared;
}

type Keystore = Pick<Refusal<Prepared>, "title" | "code" | "exit"> & { file: string; says: string; next: string };
const keystoreRefusal = ({ file, says, next, ...row }: Keystore): Refusal<Prepared> => ({
  command: (_, { caseId }) => ["recovery", "approve", "--case", caseId, "--keystore", file],
  env: () => ({ REGAIN_PASSWORD: "wrong-canary-password" }),
  says: () => [says],
  next: () => [next],
  secret: "wrong-canary-password",
  ...row,
});
const refusedKdf = (title: string, file: string, says: string): Refusal<Prepared> =>
  keystoreRefusal({ title, file, code: "KdfRefused", exit: 2, says, next: "Check where the file comes from" });

describeRefusals("26. A keystore", prepareKeystores, [
  keystoreRefusal({
    ...{ title: "does not open with another password", file: "good.json", code: "WrongPassword", exit: 4 },
    ...{ says: "does not open", next: "right password" },
  }),
  keystoreRefusal({
    ...{ title: "that was cut off is damaged", file: "truncated.json", code: "FileDamaged", exit: 7 },
    ...{ says: "keystore", next: "again" },
  }),
  keystoreRefusal({
    ...{ title: "over 64 KiB is not read", file: "large.json", code: "TooLarge", exit: 2 },
    ...{ says: "65536", next: "right file" },
  }),
  refusedKdf("with scrypt of p = 100000 is refused at once", "scrypt-p.json", "p=100000"),
  refusedKdf("with scrypt of n = 2^40 is refused at once", "scrypt-n.json", "n=1099511627776"),
  refusedKdf("with a billion rounds of pbkdf2 is refused at once", "pbkdf2.json", "c=1000000000"),
  keystoreRefusal({
    ...{ title: "with a __proto__ is refused", file: "proto.json", code: "SchemaRefused", exit: 2 },
    ...{ says: "__proto__", next: "" },
  }),
  keystoreRefusal({
    ...{ title: "without an address is refused", file: "no-address.json", code: "SchemaRefused", exit: 2 },
    ...{ says: "address", next: "version 3" },
  }),
]);

async function prepareOutputs(on: Situation): Promise<Prepared> {
  const prepared = await propose(on);
  on.write("old.html", "an older report");
  symlinkSync("old.html", join(on.folder, "link.html"));
  return prepared;
}

const REPORT = (caseId: string, out: string): string[] => ["recovery", "report", "--case", caseId, "--out", out];

describeRefusals("27. An output file", prepareOutputs, [
  {
    title: "is never written over another",
    command: (_, { caseId }) => REPORT(caseId, "old.html"),
    code: "WouldOverwrite",
    exit: 7,
    says: () => ["old.html", "was left as it is"],
    next: () => ["--out"],
  },
  {
    title: "is not written through a symbolic link",
    command: (_, { caseId }) => REPORT(caseId, "link.html"),
    code: "UnsafePath",
    exit: 7,
    says: () => ["link.html", "symbolic link"],
    next: () => ["path of the file itself"],
  },
  {
    title: "is not written where nobody may write",
    command: (_, { caseId }) => REPORT(caseId, "/proc/report.html"),
    code: "WriteFailed",
    exit: 7,
    says: () => ["/proc/report.html", "Nothing was changed"],
    next: () => ["may be written to"],
  },
  {
    title: "is not written by half when the disk is full",
    command: (_, { caseId }) => REPORT(caseId, "new.html"),
    env: () => ({ NODE_OPTIONS: `--require ${join(ROOT, "test/stage/full-disk.cjs")}` }),
    code: "WriteFailed",
    exit: 7,
    says: () => ["new.html", "the disk is full", "Nothing was changed"],
    next: () => ["may be written to"],
  },
]);
