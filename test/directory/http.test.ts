import { expect } from "chai";
import { openHttpDirectory } from "../../src/directory/http/open";
import { filterFor } from "../../src/directory/http/scim";
import type { Directory } from "../../src/directory/directory";
import { directoryPlaceFrom } from "../../src/directory/settings";
import { directoryRules } from "./directory-rules";
import { SECRET, startScimServer, TOKEN, type ScimServer } from "./scim-server";

const HOLDER = { email: "holder@example.org", name: "Holder" };
const WALLET = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

function directoryAt({ url }: ScimServer, token = TOKEN, secret = SECRET): Directory {
  return openHttpDirectory({ scim: new URL(`${url}/scim/v2`), token, access: new URL(`${url}/access`), secret });
}

directoryRules("an identity provider behind HTTP", async () => {
  const server = await startScimServer();
  return {
    directory: directoryAt(server),
    signIn: (userId) => {
      const { sessions } = server.users.get(userId)!;
      sessions.push({ id: String(sessions.length), createdAt: 1, expiresAt: 2_000_000_000 });
      return Promise.resolve();
    },
    end: () => server.stop(),
  };
});

describe("The directory behind HTTP", () => {
  let server: ScimServer;
  let directory: Directory;
  beforeEach(async () => {
    server = await startScimServer();
    directory = directoryAt(server);
  });
  afterEach(() => server.stop());

  it("goes through every page of a list", async () => {
    for (const name of ["e", "b", "d", "a", "c"]) await directory.add({ email: `${name}@example.org`, name });
    expect((await directory.list()).map(({ name }) => name)).to.deep.equal(["a", "b", "c", "d", "e"]);
  });

  it("takes wallets in any form that is an address, and leaves out what is none", async () => {
    const { id } = await directory.add(HOLDER);
    server.users.get(id)!.wallets.push({ value: WALLET.toLowerCase() }, { value: "none yet" }, { value: WALLET });
    expect((await directory.find({ id }))?.wallets).to.deep.equal([WALLET]);
  });

  it("shows a kind of factor that it does not know", async () => {
    const { id } = await directory.add(HOLDER);
    const { factors } = await directory.accessOf(id);
    expect(factors.map(({ kind }) => kind)).to.deep.equal(["other"]);
  });

  it("sends every request to the webhook signed and with an id of its own", async () => {
    const { id } = await directory.add(HOLDER);
    await directory.revokeAccess(id);
    await directory.revokeAccess(id);
    expect(new Set(server.asked.map((ask) => ask.id)).size).to.equal(2);
    expect(server.asked.map(({ action, user }) => [action, user])).to.deep.equal(Array(2).fill(["revoke access", id]));
  });

  it("is refused with a wrong token or secret, and names neither", async () => {
    const { id } = await directory.add(HOLDER);
    const stranger = directoryAt(server, "canary-wrong-token", "canary-wrong-secret");
    for (const refused of [stranger.find({ id }), stranger.revokeAccess(id)]) {
      const error = await failureOf(refused);
      expect(error).to.include({ code: "DirectoryUnavailable", exitCode: 3 });
      expect(error.message).to.contain("401").and.not.to.contain("canary");
    }
  });

  for (const [what, fault] of Object.entries({
    "an error": { status: 500, text: "" },
    "no JSON": { status: 200, text: "<html>" },
    "another form": { status: 200, text: `{"totalResults":"many"}` },
    "a redirection": { status: 302, text: "" },
    "two users of one e-mail": { status: 200, text: twice() },
    "more than it may": { status: 200, text: "x".repeat(9 * 1024 * 1024) },
  })) {
    it(`refuses an answer that is ${what}`, async () => {
      server.fault = fault;
      expect(await failureOf(directory.find({ email: HOLDER.email }))).to.include({ code: "DirectoryUnavailable" });
    });
  }

  it("says so when nobody answers", async () => {
    const gone = await startScimServer();
    await gone.stop();
    expect(await failureOf(directoryAt(gone).list())).to.include({ code: "DirectoryUnavailable" });
  });

  it("lets no value break out of a filter", () => {
    expect(filterFor("userName", 'a" or userName pr or "')).to.equal('userName eq "a\\" or userName pr or \\""');
  });

  function twice(): string {
    const user = { id: "1", userName: HOLDER.email };
    return JSON.stringify({ totalResults: 2, Resources: [user, { ...user, id: "2" }] });
  }
});

describe("The directory's settings", () => {
  const HTTP = {
    REGAIN_DIRECTORY_URL: "https://id.example.org/scim/v2",
    REGAIN_DIRECTORY_TOKEN: "token",
    REGAIN_DIRECTORY_ACCESS_URL: "https://id.example.org/access",
    REGAIN_DIRECTORY_SECRET: "secret",
  };

  it("mean better-auth where no address is set, with its own five minutes of cookie cache", () => {
    expect(directoryPlaceFrom({})).to.deep.equal({ kind: "better-auth", cookieCacheSeconds: 300 });
    expect(directoryPlaceFrom({ REGAIN_DIRECTORY_COOKIE_CACHE: "0" })).to.include({ cookieCacheSeconds: 0 });
  });

  it("mean HTTP where one is", () => {
    expect(directoryPlaceFrom(HTTP)).to.include({ kind: "http", token: "token", secret: "secret" });
  });

  for (const [what, change] of Object.entries({
    "a secret that is missing": { REGAIN_DIRECTORY_SECRET: "" },
    "an address without encryption": { REGAIN_DIRECTORY_URL: "http://id.example.org/scim/v2" },
    "an address with a password": { REGAIN_DIRECTORY_ACCESS_URL: "https://me:canary@id.example.org/" },
    "no address": { REGAIN_DIRECTORY_URL: "id.example.org" },
  })) {
    it(`are refused with ${what}`, () => {
      expect(() => directoryPlaceFrom({ ...HTTP, ...change }))
        .to.throw(/REGAIN_DIRECTORY_/)
        .with.property("code", "BadSetting");
    });
  }

  it("are refused with a cookie cache that is no number of seconds", () => {
    for (const cache of ["soon", "-1", "1e3", "99999999"]) {
      expect(() => directoryPlaceFrom({ REGAIN_DIRECTORY_COOKIE_CACHE: cache }), cache).to.throw(/COOKIE_CACHE/);
    }
  });
});

async function failureOf(refused: Promise<unknown>): Promise<{ code: string; exitCode: number; message: string }> {
  return refused.then(
    () => ({ code: "", exitCode: 0, message: "nothing was refused" }),
    (error: unknown) => error as { code: string; exitCode: number; message: string },
  );
}
