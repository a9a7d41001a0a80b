import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { claimIdOf } from "../../src/identity/claims";
import { parseRequest } from "../../src/claims/files/request-file";
import { executeCase } from "../../src/recovery/execute";
import { createVault, sealVault } from "../../src/vault/vault";
import type { VaultPayload } from "../../src/vault/vault.types";
import { IIdentity__factory, IIdentityRegistry__factory } from "../../typechain-types";
import { CHEAP } from "../vault/cast";
import type { Outcome } from "./command";
import { expectRefusal } from "./refusals";
import { kycClaim, makeReady, situation, type Prepared, type Situation } from "./situation";

const PHRASE = "test test test test test test test test test test test junk";
const ENV = {
  REGAIN_PASSWORD: "canary file password",
  REGAIN_VAULT_PASSWORD: "canary vault password",
  REGAIN_MNEMONIC: PHRASE,
};
const CHAIN = "eip155:31337";

interface Imported {
  readonly identities: readonly { readonly name: string; readonly address: string; readonly accounts: string[] }[];
  readonly accounts: number;
  readonly claims: number;
  readonly replaced: readonly { readonly item: string; readonly reason: string }[];
}

describe("npx hardhat vault, on a chain", function () {
  this.timeout(300_000);
  let on: Situation;
  before(async () => {
    on = await situation();
  });
  after(() => on.end());

  function does(...args: readonly string[]): Promise<Outcome> {
    const store = { REGAIN_STORE: join(on.folder, "operator.db"), REGAIN_STATE: join(on.folder, "state") };
    return on.run([...args, "--json"], { env: { ...ENV, ...store } });
  }
  async function answer<T = Imported>(...args: readonly string[]): Promise<T> {
    const { code, stdout, stderr } = await does(...args);
    expect(code, stderr).to.equal(0);
    return JSON.parse(stdout) as T;
  }
  async function writeBackup(name: string, payload: VaultPayload): Promise<void> {
    const made = { kind: "backup" as const, network: { chainId: "31337", genesisHash: null }, createdAt: new Date() };
    writeFileSync(
      join(on.folder, name),
      sealVault(await createVault({ ...made, payload }, ENV.REGAIN_PASSWORD, CHEAP)),
    );
  }
  const registry = () => IIdentityRegistry__factory.connect(on.registry, on.sandbox.provider);

  describe("scan", function () {
    it("keeps the accounts of a phrase that the registry knows, and stops at the gap", async () => {
      const { holder, secondHolder } = on.cast;
      const found = await answer("vault", "scan", "--registry", on.registry, "--gap", "12", "--vault", "scan.json");
      const names = found.identities.map(({ name, accounts }) => [name, accounts]);
      expect(names).to.deep.include(["Recovered: Index 9", [holder.address]]);
      expect(names).to.deep.include(["Recovered: Index 12", [secondHolder.address]]);
      expect(found.identities[0]?.address).to.equal(await registry().identity(holder.address));
      const near = await does("vault", "scan", "--registry", on.registry, "--gap", "9", "--vault", "near.json");
      expectRefusal(near, "NothingFound", 3, [on.registry, "first 9 accounts"], ["--gap"]);
    });

    it("gives way to the names of a later import", async () => {
      const { address } = on.cast.holder;
      const identity = await registry().identity(address);
      await writeBackup("backup.json", {
        identities: [{ id: "7", name: "My passport", chain: CHAIN, address: identity }],
        accounts: [{ name: "Savings", type: "ethereum", chain: CHAIN, address, origin: "created", identity: "7" }],
        addressBook: [],
        claims: [],
        settings: {},
      });
      const imported = await answer("vault", "import", "--in", "backup.json", "--vault", "scan.json");
      expect(imported.identities[0]).to.deep.equal({ name: "My passport", address: identity, accounts: [address] });
      expect(imported.replaced.map(({ reason }) => reason)).to.deep.equal([
        "Replaces name: Recovered: Index 9 by My passport",
        "Replaces name: Recovered: Index 9 by Savings",
      ]);
    });
  });

  describe("after a loss", function () {
    let prepared: Prepared;
    before(async () => {
      prepared = await makeReady(on);
    });

    it("the preview says that a backup of the lost wallet's vault is there: try that first", async () => {
      const { holder, newWallet } = on.cast;
      const preview = ["recovery", "preview", "--lost", holder.address, "--new", newWallet.address, "--json"];
      const store = { REGAIN_STORE: join(on.folder, "operator.db") };
      const wanted = [...preview, "--registry", on.registry, "--tokens", on.tokens.join(",")];
      const vaultBackup = async (): Promise<unknown> => {
        const { stdout } = await on.run(wanted, { env: store });
        return (JSON.parse(stdout) as { vaultBackup: boolean }).vaultBackup;
      };
      expect(await vaultBackup()).to.equal(false);
      await answer("vault", "enroll", "--vault", "scan.json", "--signer", "9", "--yes");
      await answer("vault", "push", "--vault", "scan.json", "--account", holder.address);
      expect(await vaultBackup()).to.equal(true);
    });

    it("request asks again for a claim that only the vault kept", async () => {
      const { holder } = on.cast;
      const lost = await registry().identity(holder.address);
      const claim = await kycClaim(on, lost);
      const kept = { ...claim, topic: "1", scheme: "1", kind: "claim", identity: "7" } as const;
      const identities = [{ id: "7", name: "My passport", chain: CHAIN, address: lost }];
      await writeBackup("claims.json", { identities, accounts: [], addressBook: [], claims: [kept], settings: {} });
      await answer("vault", "import", "--in", "claims.json", "--vault", "scan.json");
      const restore = await on.sandbox.snapshot();
      await (await IIdentity__factory.connect(lost, holder).removeClaim(claimIdOf(on.claimIssuer, 1n))).wait();
      const asked = ["claims", "request", "--case", prepared.caseId, "--vault", "scan.json", "--out", "."];
      const { requests } = await answer<{ requests: { kept: string[]; file: string }[] }>(...asked);
      await restore();
      expect(requests.map(({ kept: topics }) => topics)).to.deep.equal([["1"]]);
      expect(parseRequest(on.read(requests[0]!.file)).claims).to.deep.equal([
        { topic: 1n, payload: "0x01", kept: true },
      ]);
    });

    it("handover writes the new wallet, its identity and its claims as a vault for the holder", async () => {
      const { caseId, newIdentity } = prepared;
      const handover = ["vault", "handover", "--case", caseId, "--out", "handover.json"];
      expectRefusal(await does(...handover), "WrongStatus", 3, ["ready"], [caseId]);
      await executeCase(on.chain, on.cast.identityManager, caseId, { claims: [await kycClaim(on, newIdentity)] });
      expect(await answer<object>(...handover)).to.deep.include({
        caseId,
        file: "handover.json",
        accounts: 1,
        claims: 1,
      });
      const holders = await answer("vault", "import", "--in", "handover.json", "--vault", "holder.json");
      expect(holders).to.deep.include({ accounts: 1, claims: 1 });
      const { address } = on.cast.newWallet;
      expect(holders.identities).to.deep.equal([{ name: "Recovered", address: newIdentity, accounts: [address] }]);
    });
  });
});
