import { expect } from "chai";
import Database from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { openBetterAuth } from "../../src/directory/better-auth/open";
import { setUpBetterAuth, type DirectoryDatabase } from "../../src/directory/better-auth/setup";
import type { Directory, DirectoryUser } from "../../src/directory/directory";
import { directoryRules } from "./directory-rules";

const HOLDER = { email: "holder@example.org", name: "Holder" };
const WALLET = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

function memory(): DirectoryDatabase<object> {
  return { db: new Kysely({ dialect: new SqliteDialect({ database: new Database(":memory:") }) }), type: "sqlite" };
}

directoryRules("better-auth", async () => {
  const database = memory();
  return {
    directory: await openBetterAuth(database, { cookieCacheSeconds: 300 }),
    signIn: async (userId) => {
      const { internalAdapter } = await setUpBetterAuth(database).$context;
      await internalAdapter.createSession(userId);
    },
    end: () => database.db.destroy(),
  };
});

describe("The directory on better-auth", () => {
  let database: DirectoryDatabase<object>;
  let directory: Directory;
  let user: DirectoryUser;
  const context = () => setUpBetterAuth(database).$context;

  beforeEach(async () => {
    database = memory();
    directory = await openBetterAuth(database, { cookieCacheSeconds: 300 });
    user = await directory.add(HOLDER);
    await directory.link(user.id, WALLET);
  });
  afterEach(() => database.db.destroy());

  async function enrol(userId: string): Promise<void> {
    const { adapter, internalAdapter } = await context();
    await adapter.create({
      model: "twoFactor",
      data: { userId, secret: "canary-secret", backupCodes: "canary-codes" },
    });
    await adapter.update({
      model: "user",
      where: [{ field: "id", value: userId }],
      update: { twoFactorEnabled: true },
    });
    await adapter.create({
      model: "passkey",
      data: {
        userId,
        name: "the lost phone",
        publicKey: "canary-key",
        credentialID: "1",
        counter: 0,
        deviceType: "singleDevice",
        backedUp: false,
      },
    });
    const expiresAt = new Date(Date.now() + 1e6);
    await internalAdapter.createVerificationValue({ identifier: "trust-device-1", value: userId, expiresAt });
    await internalAdapter.createVerificationValue({ identifier: "reset-password:canary", value: userId, expiresAt });
  }

  it("opens twice on one database and finds what was there", async () => {
    const again = await openBetterAuth(database, { cookieCacheSeconds: 300 });
    expect(await again.find({ wallet: WALLET })).to.deep.equal({ ...user, wallets: [WALLET] });
  });

  it("counts authenticator, backup codes, passkeys and trusted devices as second factors", async () => {
    await enrol(user.id);
    const { factors } = await directory.accessOf(user.id);
    expect(factors.map(({ kind }) => kind)).to.deep.equal(["totp", "backup codes", "passkey", "trusted device"]);
  });

  it("resets every factor, with half-done challenges and password resets, and asks for none at the next sign-in", async () => {
    await enrol(user.id);
    expect(await directory.resetFactors(user.id)).to.equal(4);
    const { adapter } = await context();
    for (const model of ["twoFactor", "passkey", "verification"]) {
      expect(await adapter.count({ model }), model).to.equal(0);
    }
    const where = [{ field: "id", value: user.id }];
    expect(await adapter.findOne({ model: "user", where })).to.include({ twoFactorEnabled: false });
  });

  it("leaves the factors of others alone", async () => {
    const other = await directory.add({ email: "other@example.org", name: "Other" });
    await enrol(other.id);
    await directory.resetFactors(user.id);
    expect((await directory.accessOf(other.id)).factors).to.have.length(4);
  });

  it("deletes API keys, and ends sessions in which the user acts as somebody else", async () => {
    const auth = setUpBetterAuth(database);
    await auth.api.createApiKey({ body: { userId: user.id, name: "robot" } });
    const other = await directory.add({ email: "other@example.org", name: "Other" });
    const { internalAdapter } = await auth.$context;
    await internalAdapter.createSession(other.id, false, { impersonatedBy: user.id });
    expect((await directory.accessOf(user.id)).apiKeys).to.have.length(1);
    expect(await directory.revokeAccess(user.id)).to.deep.equal({ sessions: 1, apiKeys: 1, lingersFor: 300 });
    expect((await directory.accessOf(other.id)).sessions).to.deep.equal([]);
  });

  it("hands out no secret", async () => {
    await enrol(user.id);
    const auth = setUpBetterAuth(database);
    const { key } = await auth.api.createApiKey({ body: { userId: user.id, name: "robot" } });
    const session = await (await auth.$context).internalAdapter.createSession(user.id);
    const told = JSON.stringify([await directory.accessOf(user.id), await directory.list()]);
    expect(told).not.to.contain("canary").and.not.to.contain(key).and.not.to.contain(session.token);
  });
});
