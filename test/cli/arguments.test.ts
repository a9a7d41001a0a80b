import { expect } from "chai";
import { describeRefusals, type Refusal } from "./refusals";
import { prepare, situation, traces, type Situation } from "./situation";

describe("1. An option", () => {
  let on: Situation;
  before(async () => {
    on = await situation();
  });
  after(() => on.end());
  const refusals = [
    { title: "that is missing", args: ["recovery", "uphold"], error: "HH306", names: "--case" },
    { title: "that nobody knows", args: ["recovery", "list", "--colour", "red"], error: "HH305", names: "--colour" },
    {
      title: "that is repeated",
      args: ["recovery", "approve", "--case", "0x1", "--case", "0x2"],
      error: "HH309",
      names: "--case",
    },
  ];

  it("that is missing, unknown or repeated gets Hardhat's own error", async () => {
    const before = await traces(on);
    await Promise.all(
      refusals.map(async ({ title, args, error, names }) => {
        const outcome = await on.run(args);
        expect(outcome.stderr, title).to.contain(error).and.to.contain(names);
        expect(outcome.stdout.trim(), title).to.equal("");
        expect(outcome.code, title).to.equal(1);
      }),
    );
    expect(await traces(on)).to.deep.equal(before);
  });
});

const KEY = "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a";
const PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow";
const PASSWORD = "correct-horse-battery";

type Leak = Pick<Refusal<unknown>, "title" | "command" | "says" | "secret">;
const leak = (leaking: Leak): Refusal<unknown> => ({
  code: "SecretOnCommandLine",
  exit: 2,
  next: () => ["REGAIN_PASSWORD", "keystore", "npx hardhat wallet create --out new-wallet.json"],
  ...leaking,
});

describeRefusals("9. A secret on the command line is refused and never repeated:", prepare, [
  leak({
    title: "a key as an option that no task has",
    command: () => ["wallet", "create", "--private-key", KEY, "--out", "wallet.json"],
    says: () => ["--private-key"],
    secret: KEY,
  }),
  leak({
    title: "a key where an account belongs",
    command: () => ["recovery", "propose", "--plan", "plan.json", "--acceptance", "acceptance.json", "--signer", KEY],
    says: () => ["--signer"],
    secret: KEY.slice(2),
  }),
  leak({
    title: "a recovery phrase in quotes",
    command: () => ["wallet", "accept", "--plan", "plan.json", "--keystore", PHRASE, "--out", "accepted.json"],
    says: () => ["--keystore"],
    secret: "sausage",
  }),
  leak({
    title: "a recovery phrase, word for word",
    command: () => ["wallet", "accept", "--plan", "plan.json", "--signer", ...PHRASE.split(" "), "--out", "a.json"],
    says: () => ["--signer"],
    secret: "sausage",
  }),
  leak({
    title: "a password that hangs on its option",
    command: () => ["recovery", "list", `--password=${PASSWORD}`],
    says: () => ["--password"],
    secret: PASSWORD,
  }),
]);
