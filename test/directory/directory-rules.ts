import { expect } from "chai";
import type { Directory } from "../../src/directory/directory";

const HOLDER = { email: "holder@example.org", name: "Holder" };
const OTHER = { email: "another@example.org", name: "Another" };
const WALLET = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const SECOND_WALLET = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";

export interface OpenDirectory {
  readonly directory: Directory;
  signIn(userId: string): Promise<void>;
  end(): Promise<void>;
}

/** What every directory has to do, whatever stands behind the port. */
export function directoryRules(name: string, open: () => Promise<OpenDirectory>): void {
  describe(`The port to ${name}`, () => {
    let opened: OpenDirectory;
    let directory: Directory;
    beforeEach(async () => {
      opened = await open();
      ({ directory } = opened);
    });
    afterEach(() => opened.end());

    it("finds a user by id, by e-mail and by each wallet", async () => {
      const { id } = await directory.add(HOLDER);
      await directory.link(id, WALLET);
      const user = await directory.link(id, SECOND_WALLET);
      expect(user).to.deep.equal({ id, ...HOLDER, wallets: [WALLET, SECOND_WALLET] });
      for (const key of [{ id }, { email: HOLDER.email }, { wallet: WALLET }, { wallet: SECOND_WALLET }]) {
        expect(await directory.find(key), JSON.stringify(key)).to.deep.equal(user);
      }
    });

    it("finds nobody by what nobody has", async () => {
      await directory.add(HOLDER);
      for (const key of [{ id: "nobody" }, { email: OTHER.email }, { wallet: WALLET }]) {
        expect(await directory.find(key), JSON.stringify(key)).to.equal(undefined);
      }
    });

    it("lists users by e-mail", async () => {
      await directory.add(HOLDER);
      await directory.add(OTHER);
      expect((await directory.list()).map(({ email }) => email)).to.deep.equal([OTHER.email, HOLDER.email]);
    });

    it("refuses a second user with the same e-mail", async () => {
      await directory.add(HOLDER);
      expect(await codeOf(directory.add(HOLDER))).to.equal("UserExists");
    });

    it("links a wallet once, and never to two users", async () => {
      const holder = await directory.add(HOLDER);
      const other = await directory.add(OTHER);
      await directory.link(holder.id, WALLET);
      expect((await directory.link(holder.id, WALLET)).wallets).to.deep.equal([WALLET]);
      expect(await codeOf(directory.link(other.id, WALLET))).to.equal("NotUsersWallet");
      expect((await directory.find({ wallet: WALLET }))?.id).to.equal(holder.id);
    });

    it("links nothing to somebody whom it does not know", async () => {
      expect(await codeOf(directory.link("nobody", WALLET))).to.equal("UserUnknown");
      expect(await directory.find({ wallet: WALLET })).to.equal(undefined);
    });

    it("ends every session of the user and of nobody else, and a second time ends none", async () => {
      const holder = await directory.add(HOLDER);
      const other = await directory.add(OTHER);
      for (const id of [holder.id, holder.id, other.id]) await opened.signIn(id);
      expect((await directory.accessOf(holder.id)).sessions).to.have.length(2);
      expect(await directory.revokeAccess(holder.id)).to.deep.equal({ sessions: 2, apiKeys: 0, lingersFor: 300 });
      expect(await directory.revokeAccess(holder.id)).to.deep.equal({ sessions: 0, apiKeys: 0, lingersFor: 300 });
      expect((await directory.accessOf(holder.id)).sessions).to.deep.equal([]);
      expect((await directory.accessOf(other.id)).sessions).to.have.length(1);
    });

    it("says how long a cookie cache keeps a revoked session alive", async () => {
      const { id } = await directory.add(HOLDER);
      expect((await directory.accessOf(id)).lingersFor).to.equal(300);
    });

    it("resets factors where there are none", async () => {
      const { id } = await directory.add(HOLDER);
      expect(await directory.resetFactors(id)).to.equal(0);
    });
  });
}

async function codeOf(refused: Promise<unknown>): Promise<string> {
  return refused.then(
    () => "nothing was refused",
    (error: unknown) => (error as { code: string }).code,
  );
}
