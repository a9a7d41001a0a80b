import { expect } from "chai";
import { describeRefusals, type Refusal } from "./refusals";
import { accept, acceptanceText, compose, planText, prepare, propose, situation, traces } from "./situation";
import { makeReady, type Prepared, type Situation } from "./situation";
import type { RecoveryRequest } from "../../src/recovery/survey";
import { executeCase } from "../../src/recovery/execute";
import type { Outcome } from "./command";

interface PreviewJson {
  readonly blockers: readonly { readonly code: string; readonly message: string; readonly next: string }[];
}

function preview(on: Situation, changed: Readonly<Record<string, string>> = {}): string[] {
  const { holder, newWallet } = on.cast;
  const options = { lost: holder.address, new: newWallet.address, tokens: on.tokens.join(","), out: "new-plan.json" };
  return ["recovery", "preview", ...Object.entries({ ...options, ...changed }).flatMap(([key, v]) => [`--${key}`, v])];
}

const forbidden = (row: Pick<Refusal<Prepared>, "title" | "command" | "says">): Refusal<Prepared> => ({
  code: "ForbiddenAddress",
  exit: 2,
  next: () => [/^(Give the address of a wallet|Name the person's own account)/],
  ...row,
});

const PRECOMPILE = "0x0000000000000000000000000000000000000004";
const ZERO = "0x0000000000000000000000000000000000000000";

describeRefusals("3. What nobody holds the key of is no wallet:", prepare, [
  forbidden({
    title: "the zero address",
    command: (on) => preview(on, { new: ZERO }),
    says: () => ["The new wallet", ZERO, "zero address"],
  }),
  forbidden({
    title: "a precompile",
    command: (on) => preview(on, { lost: PRECOMPILE }),
    says: () => ["The lost wallet", PRECOMPILE, "the protocol reserves"],
  }),
  forbidden({
    title: "a token",
    command: (on) => preview(on, { new: on.tokens[2]! }),
    says: (on) => [on.tokens[2]!, "a token"],
  }),
  forbidden({
    title: "a registry",
    command: (on) => preview(on, { lost: on.registry }),
    says: (on) => [on.registry, "the identity registry"],
  }),
  forbidden({
    title: "the recovery agent",
    command: (on) => preview(on, { new: on.chain.agentAddress }),
    says: (on) => [on.chain.agentAddress, "the recovery agent"],
  }),
]);

describeRefusals("4. The lost wallet", prepare, [
  {
    title: "is not its own replacement",
    command: (on) => preview(on, { new: on.cast.holder.address }),
    code: "SameWallet",
    exit: 2,
    says: (on) => [on.cast.holder.address, "the same"],
    next: () => ["npx hardhat wallet create --out new-wallet.json"],
  },
]);

/** A recovery that something stands in the way of. */
interface Obstructed {
  readonly request: Partial<RecoveryRequest>;
  readonly says: readonly string[];
  readonly next: string;
}

/** A preview that names a blocker writes no plan; a plan made all the same is refused when it is proposed. */
function itBlocks(title: string, code: string, situationOf: (on: Situation) => Obstructed | Promise<Obstructed>): void {
  it(title, async () => {
    const on = await situation();
    try {
      const { request, says, next } = await situationOf(on);
      const recovery = await compose(on, request);
      on.write("plan.json", await planText(on, recovery));
      on.write("acceptance.json", acceptanceText(on, recovery, await accept(on, recovery)));
      const before = await traces(on);
      const [previewed, proposed] = await Promise.all([
        on.run([...preview(on, { lost: recovery.lostWallet, new: recovery.newWallet }), "--json"]),
        on.run([...PROPOSE, "--json"]),
      ]);
      const { blockers } = JSON.parse(previewed.stdout) as PreviewJson;
      const blocker = blockers.find((each) => each.code === code);
      for (const part of says) expect(blocker?.message).to.contain(part);
      expect(blocker?.next).to.contain(next);
      expect(previewed.code).to.equal(3);
      const { error } = JSON.parse(proposed.stdout) as { error: PreviewJson["blockers"][number] };
      expect(error.code, proposed.stderr).to.equal(blockers[0]!.code);
      expect(proposed.code).to.equal(3);
      expect(await traces(on)).to.deep.equal(before);
    } finally {
      await on.end();
    }
  });
}

const PROPOSE = ["recovery", "propose", "--plan", "plan.json", "--acceptance", "acceptance.json", "--signer", "3"];

describe("5. The lost wallet", () => {
  itBlocks("has to be registered", "NotRegistered", ({ cast, registry }) => ({
    request: { lostWallet: cast.stranger.address },
    says: [cast.stranger.address, registry],
    next: "Check the lost wallet's address",
  }));
});

describe("6. The new wallet", () => {
  itBlocks("is registered for nobody else", "AlreadyRegistered", ({ cast }) => ({
    request: { newWallet: cast.secondHolder.address },
    says: [cast.secondHolder.address],
    next: "npx hardhat wallet create --out new-wallet.json",
  }));

  itBlocks("was never lost itself", "EverLost", async (on) => {
    const { caseId } = await makeReady(on);
    await executeCase(on.chain, on.cast.identityManager, caseId, {});
    return {
      request: { lostWallet: on.cast.secondHolder.address, newWallet: on.cast.holder.address },
      says: [on.cast.holder.address, on.cast.newWallet.address],
      next: "npx hardhat wallet create --out new-wallet.json",
    };
  });

  itBlocks("is part of no other live case", "CaseLive", async (on) => {
    const { caseId } = await propose(on);
    return {
      request: { lostWallet: on.cast.secondHolder.address },
      says: [on.cast.newWallet.address, caseId],
      next: `npx hardhat recovery status --case ${caseId}`,
    };
  });
});

describe("7. A new wallet with code", () => {
  const DELEGATE = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
  const setCode = (on: Situation, code: string): Promise<unknown> =>
    on.sandbox.provider.send("hardhat_setCode", [on.cast.newWallet.address, code]);

  itBlocks("that is a contract needs somebody's word", "CodeAtWallet", async (on) => {
    await setCode(on, "0x60006000fd");
    return { request: {}, says: [on.cast.newWallet.address, "is a contract"], next: "--allow-contract" };
  });

  itBlocks("that delegates to a contract needs somebody's word", "CodeAtWallet", async (on) => {
    await setCode(on, `0xef0100${DELEGATE.slice(2).toLowerCase()}`);
    return { request: {}, says: [on.cast.newWallet.address, DELEGATE, "EIP-7702"], next: "--allow-contract" };
  });

  it("is taken with that word, and shown with a warning", async () => {
    const on = await situation();
    try {
      await setCode(on, `0xef0100${DELEGATE.slice(2).toLowerCase()}`);
      const { code, stdout } = await on.run([...preview(on), "--allow-contract"]);
      expect(stdout).to.contain(`! The new wallet ${on.cast.newWallet.address} delegates to ${DELEGATE} (EIP-7702).`);
      expect(code).to.equal(0);
      expect(on.read("new-plan.json")).to.contain(`delegates to ${DELEGATE}`);
    } finally {
      await on.end();
    }
  });
});

describe("A preview that is blocked", () => {
  it("tells people what stands in the way, and ends with what to do", async () => {
    const on = await situation();
    try {
      const { code, stdout }: Outcome = await on.run(preview(on, { new: on.cast.secondHolder.address }));
      expect(stdout).to.contain("In the way\n  ✖ AlreadyRegistered: ");
      expect(stdout.trimEnd().split("\n").at(-1)).to.match(/^ {2}npx hardhat wallet create --out new-wallet.json$/);
      expect(code).to.equal(3);
    } finally {
      await on.end();
    }
  });
});
