// Fails when typechain-types/, which is committed, is not what the contracts generate.
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";

const folder = "typechain-types";

rmSync(folder, { recursive: true, force: true });
execFileSync(process.execPath, ["node_modules/hardhat/internal/cli/bootstrap.js", "typechain"], { stdio: "inherit" });

const changed = git("diff", "--name-only", "--", folder);
const untracked = git("ls-files", "--others", "--exclude-standard", "--", folder);
const stale = [...changed, ...untracked];
if (stale.length > 0) {
  const shown = stale.slice(0, 10).map((path) => `  ${path}`);
  const rest = stale.length > shown.length ? [`  and ${stale.length - shown.length} more`] : [];
  console.error(`${folder}/ was not what the contracts generate. It is now; what changed:`);
  console.error([...shown, ...rest].join("\n"));
  console.error(`Run: git add ${folder}, and commit it together with the contracts.`);
  process.exit(1);
}
console.log(`${folder}/ is what the contracts generate.`);

function git(...args) {
  return execFileSync("git", args, { encoding: "utf8" }).split("\n").filter(Boolean);
}
