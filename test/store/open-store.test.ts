import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { sql } from "kysely";
import { openStore, openStoreIfThere } from "../../src/store/open-store";
import { IN_MEMORY, placeInWords, storePlaceFrom } from "../../src/store/place";

const refusal = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

describe("The store is one file", () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "regain-store-"));
    path = join(folder, "regain.db");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const open = () => openStore({ kind: "sqlite", path });
  async function damage(change: (bytes: Buffer) => Buffer): Promise<Buffer> {
    await (await open()).close();
    const bytes = change(readFileSync(path));
    writeFileSync(path, bytes);
    return bytes;
  }

  it("that its owner alone can read, with every table", async () => {
    const store = await open();
    const tables = await store.db.introspection.getTables();
    expect(tables.map(({ name }) => name)).to.include.members(["cases", "steps", "phases", "transactions", "locks"]);
    await store.close();
    expect(statSync(path).mode & 0o777).to.equal(0o600);
  });

  it("that is not made by those who only look", async () => {
    expect(await openStoreIfThere({ kind: "sqlite", path })).to.equal(undefined);
    expect(() => statSync(path)).to.throw("ENOENT");
  });

  it("that many processes may create at once", async () => {
    const stores = await Promise.all(Array.from({ length: 5 }, open));
    await Promise.all(stores.map((store) => store.close()));
    expect((await open()).kind).to.equal("sqlite");
  });

  it("that a newer version wrote is refused, and left alone", async () => {
    const store = await open();
    await sql`insert into kysely_migration (name, timestamp) values ('999-from-the-future', 'later')`.execute(store.db);
    await store.close();
    const before = readFileSync(path);
    expect(await refusal(open())).to.deep.include({ code: "StoreUnusable", exitCode: 7 });
    expect(await refusal(open()))
      .to.have.property("message")
      .that.contains("newer version");
    expect(readFileSync(path).equals(before)).to.equal(true);
  });

  it("that is damaged is refused, and not repaired", async () => {
    const bytes = await damage((whole) => Buffer.concat([whole.subarray(0, 5000), Buffer.alloc(4000, 7)]));
    expect(await refusal(open())).to.deep.include({ code: "StoreUnusable", exitCode: 7 });
    expect(readFileSync(path).equals(bytes)).to.equal(true);
  });

  it("that is no database is refused", async () => {
    writeFileSync(path, "a letter to the bank, and not a database at all", { mode: 0o600 });
    expect(await refusal(open())).to.deep.include({ code: "StoreUnusable", exitCode: 7 });
  });

  it("that others can read is refused", async () => {
    await (await open()).close();
    chmodSync(path, 0o644);
    expect(await refusal(open())).to.deep.include({ code: "StoreUnusable", next: `chmod 600 ${path}` });
  });

  it("that is a symbolic link is refused", async () => {
    symlinkSync(join(folder, "elsewhere.db"), path);
    expect(await refusal(open())).to.deep.include({ code: "StoreUnusable" });
  });
});

describe("The store's place", () => {
  it("is a file in the folder, unless the environment names another", () => {
    expect(storePlaceFrom({}, "/cases")).to.deep.equal({ kind: "sqlite", path: "/cases/regain.db" });
    expect(storePlaceFrom({ REGAIN_STORE: "a.db" }, "/cases")).to.deep.equal({ kind: "sqlite", path: "/cases/a.db" });
    expect(storePlaceFrom({ REGAIN_STORE: "/b.db" }, "/cases")).to.deep.equal({ kind: "sqlite", path: "/b.db" });
    expect(placeInWords(IN_MEMORY)).to.equal(":memory:");
  });

  it("is a PostgreSQL database by DATABASE_URL, whose password is never shown", () => {
    const url = "postgres://operator:canary-secret@db.internal:5432/regain";
    const place = storePlaceFrom({ DATABASE_URL: url }, "/cases");
    expect(place).to.deep.equal({ kind: "postgres", url });
    expect(placeInWords(place)).to.equal("PostgreSQL db.internal:5432/regain");
    expect(() => storePlaceFrom({ DATABASE_URL: "mysql://x" }, "/cases")).to.throw("no address of a PostgreSQL");
  });

  it("that nobody serves is refused without the password", async () => {
    const error = await refusal(openStore({ kind: "postgres", url: "postgres://a:canary-secret@127.0.0.1:1/regain" }));
    expect(error).to.deep.include({ code: "StoreUnusable", exitCode: 7 });
    expect(JSON.stringify(error) + String(error)).not.to.contain("canary");
  });
});
