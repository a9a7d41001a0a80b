// Runs the fault suite, and closes with `N passed, N failed`.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";

const [only, title] = process.argv.slice(2);
/** Hundreds of processes, on a machine that may have more to do: only what never ends has failed by time. */
const TIMEOUT = 3 * 60 * 60 * 1000;
const mocha = new Mocha({ timeout: TIMEOUT, reporter: "spec" });
const suites = readdirSync(__dirname).filter((name) => name.endsWith(".test.ts") && name.includes(only ?? ""));
if (title !== undefined) mocha.grep(title);
for (const suite of suites) mocha.addFile(join(__dirname, suite));
const runner = mocha.run((failures) => {
  // What the suites share, a sandbox, lasts as long as this process.
  process.stdout.write(`${runner.stats?.passes ?? 0} passed, ${failures} failed\n`, () => {
    process.exit(failures === 0 ? 0 : 1);
  });
});
// The whole takes its time: what failed is told when it fails.
runner.on("fail", (test, error: Error) => {
  process.stdout.write(`${test.fullTitle()}: ${error.message}\n`);
});
