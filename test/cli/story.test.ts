import { copyFileSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { getAddress, ZeroAddress } from "ethers";
import { IERC3643__factory, IIdentityRegistry__factory } from "../../typechain-types";
import { DAY } from "../stage/regain";
import { ROOT, run, type Outcome } from "./command";
import { expectNoStackTrace } from "./refusals";
import { situation, type Situation } from "./situation";
import { TARGET_STORIES } from "./targets";

const TOKEN = ["address", "symbol", "balance", "frozen", "walletFrozen", "outcome", "reason"];
const TRANSACTION = ["hash", "gas"];
const DECISION = ["caseId", "status", "approvals", "threshold", "readyAt", "expiresAt", "transactions"];
const EXECUTION = ["status", "recovered", "total", "tokens", "standing", "movableWallets", "transactions", "phases"];
const DOCUMENTATION = readFileSync(join(ROOT, "docs/json.md"), "utf8");

type Json = Readonly<Record<string, unknown>>;

for (const story of TARGET_STORIES) {
  describe(`Several people recover a holder of five ${story.words}, each with a process and a folder of their own`, () => {
    const password = { REGAIN_PASSWORD: "several words are easy to keep" };
    let on: Situation;
    let newWallet: string;
    let caseId: string;

    before(async () => {
      on = await situation(story.target);
      for (const person of ["operator", "holder", "issuer", "custodian"]) mkdirSync(join(on.folder, person));
    });
    after(() => on.end());

    /** Runs a command in a person's folder, and expects one documented object on stdout. */
    async function does(person: string, command: string, options: Options = {}): Promise<Json> {
      const { exit = 0, env = {}, keys, section = command.split(" ").slice(0, 2).join(" ") } = options;
      const outcome = await on.run([...command.split(" "), "--json"], { cwd: join(on.folder, person), env });
      return expectAnswer(outcome, exit, keys ?? [], section);
    }

    function handOver(file: string, from: string, to: string): void {
      copyFileSync(join(on.folder, from, file), join(on.folder, to, file));
    }

    it("the holder makes a new wallet, whose key nobody sees", async () => {
      const made = await does("holder", "wallet create --out new-wallet.json", {
        env: password,
        keys: ["address", "file"],
      });
      newWallet = getAddress(made["address"] as string);
      expect(made["file"]).to.equal("new-wallet.json");
      expect(statSync(join(on.folder, "holder/new-wallet.json")).mode & 0o777).to.equal(0o600);
    });

    it("the operator previews the recovery, and hands over the plan", async () => {
      const preview = await does(
        "operator",
        `recovery preview --lost ${on.cast.holder.address} --new ${newWallet} --tokens ${on.tokens.join(",")} --out plan.json`,
        {
          keys: [
            "caseId",
            "mode",
            "lostWallet",
            "newWallet",
            "identity",
            "tokens",
            "claims",
            "standing",
            "otherWallets",
            "blockers",
            "user",
            "sessions",
            "apiKeys",
            "factors",
            "lingersForSeconds",
            "wallets",
            "found",
            "estimate",
            "vaultBackup",
          ],
        },
      );
      caseId = preview["caseId"] as string;
      expect(preview).to.deep.include({ mode: "replace", lostWallet: on.cast.holder.address, newWallet, blockers: [] });
      expect(preview["identity"]).to.have.all.keys("current", "replacement");
      expect(preview["claims"]).to.deep.equal({ required: ["1"], missing: ["1"], verifiedAfterwards: false });
      expect(outcomesOf(preview)).to.deep.equal(story.predicted);
      handOver("plan.json", "operator", "holder");
      handOver("plan.json", "operator", "issuer");
    });

    it("the holder accepts with the new wallet, without a node", async () => {
      const env = { ...password, REGAIN_RPC_URL: "http://127.0.0.1:1" };
      const accepted = await does(
        "holder",
        "wallet accept --plan plan.json --keystore new-wallet.json --out acceptance.json --yes",
        { env, keys: ["caseId", "newWallet", "file"] },
      );
      expect(accepted).to.deep.equal({ caseId, newWallet, file: "acceptance.json" });
      handOver("acceptance.json", "holder", "operator");
    });

    it("the issuer signs a claim for an identity that does not exist yet", async () => {
      const signed = await does(
        "issuer",
        `claims sign --plan plan.json --issuer ${on.claimIssuer} --topic 1 --text checked --signer 8 --out claims.json --yes`,
        { keys: ["caseId", "identity", "signer", "claims", "file"] },
      );
      expect(signed).to.deep.include({ caseId, signer: on.cast.claimIssuerSigner.address, file: "claims.json" });
      expect(signed["claims"]).to.deep.equal([{ issuer: on.claimIssuer, topic: "1" }]);
      handOver("claims.json", "issuer", "operator");
    });

    it("the operator proposes: the lost wallet is frozen", async () => {
      const proposed = await does("operator", "recovery propose --plan plan.json --acceptance acceptance.json", {
        env: { REGAIN_SIGNER: on.cast.identityManager.address },
        keys: [...DECISION, "quarantined", "unprotected"],
      });
      expect(proposed).to.deep.include({ caseId, status: "proposed", approvals: 0, threshold: 1 });
      expect(proposed["unprotected"]).to.deep.equal(story.unprotected(on));
      const lake = IERC3643__factory.connect(on.tokens[0]!, on.cast.holder);
      await expect(lake.transfer(on.cast.secondHolder, 1n)).to.be.rejected;
    });

    it("a custodian signs an approval into a file, and somebody else sends it", async () => {
      const signed = await does(
        "custodian",
        `recovery approve --case ${caseId} --sign --signer 4 --out approval.json`,
        {
          keys: ["caseId", "custodian", "file"],
          section: "recovery propose, approve",
        },
      );
      expect(signed).to.deep.equal({ caseId, custodian: on.cast.custodian.address, file: "approval.json" });
      handOver("approval.json", "custodian", "operator");
      const approved = await does(
        "operator",
        `recovery approve --case ${caseId} --approval approval.json --signer 13`,
        {
          keys: DECISION,
          section: "recovery propose, approve",
        },
      );
      expect(approved).to.deep.include({ caseId, status: "proposed", approvals: 1, threshold: 1 });
    });

    it("the operator executes after the delay: four of five tokens are recovered", async () => {
      await on.sandbox.pass(DAY);
      const executed = await does(
        "operator",
        `recovery execute --case ${caseId} --claims claims.json --signer 3 --yes`,
        {
          exit: 5,
          keys: EXECUTION,
        },
      );
      expect(executed).to.deep.include({ status: "partial", recovered: 4, total: 5 });
      expect(executed["transactions"]).to.have.length(1);
      const vine = tokensOf(executed).find(({ symbol }) => symbol === "VINE");
      expect(vine).to.deep.include({ outcome: "paused", balance: "0" });
      expect(vine?.reason).to.contain("the token is paused").and.to.contain("is not an agent of the token");
    });

    it("the issuer repairs the fifth, and the operator retries", async () => {
      const vine = on.tokens[4]!;
      await story.repair(on, vine);
      const retried = await does("operator", `recovery retry --case ${caseId} --signer 3 --yes`, {
        keys: EXECUTION,
        section: "recovery execute, retry",
      });
      expect(retried).to.deep.include({ status: "completed", recovered: 5, total: 5 });
      expect(outcomesOf(retried)).to.include({ LAKE: "settled before", VINE: "recovered" });
    });

    it("everybody with the case id sees how it went", async () => {
      const [status, list] = await Promise.all([
        does("custodian", `recovery status --case ${caseId}`, {
          keys: [
            ...["caseId", "status", "mode", "lostWallet", "newWallet", "identity", "registry", "evidence", "nonce"],
            ...["proposer", "approvals", "threshold", "approvers", "contestable", "readyAt", "expiresAt", "now"],
            ...["unprotected", "tokens", "standing", "movableWallets", "openStep", "timeline"],
          ],
        }),
        does("holder", "recovery list", { keys: ["cases"] }),
      ]);
      expect(status).to.deep.include({ caseId, status: "executed", approvals: 1, unprotected: [] });
      expect(status["approvers"]).to.deep.equal([{ custodian: on.cast.custodian.address, counts: true }]);
      const timeline = status["timeline"] as readonly { what: string }[];
      expect(timeline.map(({ what }) => what)).to.deep.equal(["proposed", "approved", ...story.lastEvents]);
      const [only, ...others] = list["cases"] as readonly Json[];
      expect(others).to.deep.equal([]);
      expect(only).to.have.all.keys(
        ...["caseId", "status", "lostWallet", "newWallet", "tokens", "settled", "approvals", "threshold"],
        ...["readyAt", "expiresAt"],
      );
      expect(only).to.deep.include({ caseId, status: "executed", tokens: 5, settled: 5 });
    });

    it("the holder is whole again, and the lost wallet is nothing any more", async () => {
      const registry = IIdentityRegistry__factory.connect(on.registry, on.chain.provider);
      const { holder } = on.cast;
      const held = await Promise.all(
        on.tokens.map(async (address) => {
          const token = IERC3643__factory.connect(address, on.chain.provider);
          expect(await token.balanceOf(holder)).to.equal(0n);
          return Promise.all([token.balanceOf(newWallet), token.getFrozenTokens(newWallet), token.isFrozen(newWallet)]);
        }),
      );
      expect(held).to.deep.equal([
        [1_200n, 0n, false],
        [850_000n, 250_000n, false],
        [310_500_000n, 0n, true],
        [0n, 0n, true],
        [75n * 10n ** 18n, 0n, false],
      ]);
      await story.expectLost(on);
      expect(await registry.isVerified(newWallet)).to.equal(true);
      expect(await registry.investorCountry(newWallet)).to.equal(756n);
    });
  });
}

describe("The demonstration for machines", () => {
  it("prints one object and nothing else: the same every time, and measured from both sides", async () => {
    const demo = (target: string): Promise<Outcome> =>
      run(["demo", "--target", target, "--json"], {
        cwd: ROOT,
        env: { REGAIN_AGENT: ZeroAddress, REGAIN_ADMIN: ZeroAddress },
      });
    const usual = run(["demo", "--json"], { cwd: ROOT });
    const told = [expectDemo(await demo("regain"), "regain"), expectDemo(await demo("t-rex"), "t-rex-4.1.6")] as const;
    expect((await usual).stdout).to.equal(`${JSON.stringify(told[0])}\n`);
    const costOf = ({ target, transactions, gas }: Json): Json => ({ target, transactions, gas });
    expect(told[0]["comparison"]).to.deep.equal(costOf(told[1]));
    expect(told[1]["comparison"]).to.deep.equal(costOf(told[0]));
    expect(told[0]["gas"]).to.be.lessThan(told[1]["gas"] as number);
  });
});

function expectDemo(outcome: Outcome, target: string): Json {
  const keys = [
    "status",
    "target",
    "tokens",
    "recovered",
    "total",
    "transactions",
    "gas",
    "verified",
    "claims",
    "comparison",
  ];
  const answer = expectAnswer(outcome, 0, keys, "demo", false);
  expect(answer).to.deep.include({ status: "completed", target, recovered: 5, total: 5 });
  expect(answer).to.deep.include({ transactions: 4, verified: true });
  expect(answer["claims"]).to.deep.equal({ signedAhead: 1, reissued: 0, revoked: 1, verifiedAtExecution: true });
  for (const token of tokensOf(answer)) {
    expect(token).to.have.all.keys("address", "symbol", "outcome", "reason", "balance", "frozen");
  }
  expect(outcome.stderr).to.contain("The thief sends 1 LAKE: refused").and.not.to.contain("IT WORKS");
  return answer;
}

interface Options {
  readonly exit?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Of the object that is printed: these and no others, each of them documented. */
  readonly keys?: readonly string[];
  /** Where docs/json.md documents it: the beginning of a heading. */
  readonly section?: string;
}

function expectAnswer(
  { code, stdout, stderr }: Outcome,
  exit: number,
  keys: readonly string[],
  section: string,
  whole = true,
): Json {
  expect(code, stderr).to.equal(exit);
  expectNoStackTrace({ code, stdout, stderr });
  expect(stdout.match(/\n/g), stdout).to.have.length(1);
  const answer = JSON.parse(stdout) as Json;
  expect(answer).to.have.all.keys(...keys);
  const documented = DOCUMENTATION.split(/^## /m).find((part) => part.startsWith(section)) ?? "";
  for (const key of keys) expect(documented, `${section} in docs/json.md`).to.match(new RegExp(`\`${key}[\`.]`));
  if (whole) for (const token of tokensOf(answer)) expect(token).to.have.all.keys(...TOKEN);
  const { transactions } = answer;
  if (Array.isArray(transactions)) for (const each of transactions) expect(each).to.have.all.keys(...TRANSACTION);
  return answer;
}

interface TokenJson {
  readonly symbol: string;
  readonly outcome: string;
  readonly reason: string;
}

function tokensOf({ tokens }: Json): readonly TokenJson[] {
  return Array.isArray(tokens) ? (tokens as TokenJson[]) : [];
}

function outcomesOf(answer: Json): Readonly<Record<string, string>> {
  return Object.fromEntries(tokensOf(answer).map(({ symbol, outcome }) => [symbol, outcome]));
}
