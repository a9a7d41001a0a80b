import { expect } from "chai";
import type { Outcome } from "./command";
import { situation, traces, type Situation } from "./situation";

type Said = readonly (string | RegExp)[];

/** A command that is refused, and what its user learns. */
export interface Refusal<P> {
  readonly title: string;
  readonly command: (on: Situation, prepared: P) => readonly string[];
  readonly env?: (on: Situation, prepared: P) => Readonly<Record<string, string>>;
  readonly code: string;
  readonly exit: number;
  /** What the message has: the values above all. */
  readonly says: (on: Situation, prepared: P) => Said;
  /** What the next step has. */
  readonly next: (on: Situation, prepared: P) => Said;
  /** What nothing of the output may have. */
  readonly secret?: string;
}

/**
 * One test for each refusal. They run side by side on one chain and in one folder: a refusal changes neither, and a
 * last test makes sure of it.
 */
export function describeRefusals<P>(
  title: string,
  prepare: (on: Situation) => Promise<P>,
  refusals: readonly Refusal<P>[],
): void {
  describe(title, () => {
    let on: Situation;
    let prepared: P;
    let untouched: object;
    let outcomes: Promise<Outcome>[] = [];

    before(async () => {
      on = await situation();
      prepared = await prepare(on);
      untouched = await traces(on);
      outcomes = refusals.map(({ command, env }) =>
        on.run([...command(on, prepared), "--json"], env === undefined ? {} : { env: env(on, prepared) }),
      );
      for (const outcome of outcomes) outcome.catch(() => undefined); // Its test reports it.
    });
    after(() => on.end());

    for (const [index, refusal] of refusals.entries()) {
      it(refusal.title, async () => {
        const outcome = await outcomes[index]!;
        expectRefusal(outcome, refusal.code, refusal.exit, refusal.says(on, prepared), refusal.next(on, prepared));
        if (refusal.secret !== undefined) expect(outcome.stdout + outcome.stderr).not.to.contain(refusal.secret);
      });
    }

    it("sends nothing and writes nothing", async () => {
      await Promise.all(outcomes);
      expect(await traces(on)).to.deep.equal(untouched);
    });
  });
}

/** The same for people on stderr and for machines on stdout, and no trace of the program's inside. */
export function expectRefusal(outcome: Outcome, code: string, exit: number, says: Said, next: Said): void {
  const { stdout, stderr } = outcome;
  expect(stderr, stderr)
    .to.contain(`✖ ${code}  `)
    .and.to.match(/\n {2}Next: \S/);
  expectNoStackTrace(outcome);
  const lines = stdout.trimEnd().split("\n");
  expect(lines, stdout).to.have.length(1);
  const answer = JSON.parse(stdout) as { error: { code: string; message: string; next: string } };
  expect(answer).to.have.all.keys("error");
  expect(answer.error).to.have.all.keys("code", "message", "next");
  expect(answer.error.code).to.equal(code);
  for (const part of says) expectPart(answer.error.message, part);
  for (const part of next) expectPart(answer.error.next, part);
  expect(stderr).to.contain(answer.error.message).and.to.contain(answer.error.next);
  expect(outcome.code, stderr).to.equal(exit);
}

export function expectNoStackTrace({ stdout, stderr }: Outcome): void {
  expect(stdout + stderr).not.to.match(/^\s+at .+:\d+/m);
}

function expectPart(text: string, part: string | RegExp): void {
  if (typeof part === "string") expect(text).to.contain(part);
  else expect(text).to.match(part);
}
