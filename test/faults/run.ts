// Runs the fault suite, and closes with `N passed, N failed`.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";

const [only] = process.argv.slice(2);
const mocha = new Mocha({ timeout: 900_000, reporter: "spec" });
const suites = readdirSync(__dirname).filter((name) => name.endsWith(".test.ts") && name.includes(only ?? ""));
for (const suite of suites) mocha.addFile(join(__dirname, suite));
const runner = mocha.run((failures) => {
  process.stdout.write(`${runner.stats?.passes ?? 0} passed, ${failures} failed\n`);
  process.exitCode = failures === 0 ? 0 : 1;
});
