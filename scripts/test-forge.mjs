// Runs the fuzz and invariant tests where forge has a package for the platform, and says so where it has none.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";

const forge = `node_modules/.bin/forge${process.platform === "win32" ? ".cmd" : ""}`;
const tests = existsSync("test/forge")
  ? readdirSync("test/forge", { recursive: true }).filter((path) => path.endsWith(".t.sol"))
  : [];

if (tests.length === 0) {
  console.log("test/forge/ holds no tests yet.");
} else if (existsSync(forge)) {
  const { status, error } = spawnSync(forge, ["test", ...process.argv.slice(2)], { stdio: "inherit" });
  if (error) throw error;
  process.exitCode = status ?? 1;
} else {
  const platform = `${process.platform} on ${process.arch}`;
  console.warn(`Skipped the fuzz and invariant tests: package.json names no forge package for ${platform}.`);
  if (process.env.CI) process.exitCode = 1;
}
