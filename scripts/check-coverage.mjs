// Fails unless the contracts that recoveries rest on are covered to the last branch. Run after: hardhat coverage
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";

const summaryPath = "coverage/coverage-summary.json";
const guarded = ["access", "compliance", "identity", "recovery", "registry", "token"].map(
  (room) => `contracts/${room}`,
);
const metrics = ["statements", "branches", "functions", "lines"];

if (!existsSync(summaryPath)) {
  fail(`${summaryPath} is missing, so the coverage run did not finish. Run: npm run coverage`);
}
const { total, ...byPath } = JSON.parse(readFileSync(summaryPath, "utf8"));
const files = Object.entries(byPath).map(([path, counts]) => ({ path: relative(process.cwd(), path), counts }));

const rows = guarded.map((folder) => ({
  name: folder,
  counts: files.filter(({ path }) => path.startsWith(`${folder}/`)).map(({ counts }) => counts),
}));
rows.push({ name: "all contracts", counts: [total] });

const width = Math.max(...rows.map(({ name }) => name.length));
console.log(["".padEnd(width), ...metrics.map((metric) => metric.padStart(10))].join("  "));
for (const { name, counts } of rows) {
  console.log([name.padEnd(width), ...metrics.map((metric) => percentage(counts, metric).padStart(10))].join("  "));
}

const missing = rows.filter(({ name, counts }) => counts.length === 0 && existsSync(name));
if (missing.length > 0) {
  fail(`The report holds nothing of ${missing.map(({ name }) => name).join(" and ")}. Look into .solcover.js.`);
}
const short = files.filter(({ path, counts }) => isGuarded(path) && metrics.some((metric) => isShort(counts[metric])));
if (short.length > 0) {
  const lines = short.map(({ path, counts }) => `  ${path}: ${gaps(counts)}`);
  fail(`Not covered, and must be:\n${lines.join("\n")}\nSee coverage/index.html, then add the tests that are missing.`);
}

function isGuarded(path) {
  return guarded.some((folder) => path.startsWith(`${folder}/`));
}

function isShort({ covered, total }) {
  return covered < total;
}

function gaps(counts) {
  return metrics
    .filter((metric) => isShort(counts[metric]))
    .map((metric) => `${counts[metric].total - counts[metric].covered} of ${counts[metric].total} ${metric}`)
    .join(", ");
}

function percentage(counts, metric) {
  const covered = counts.reduce((sum, count) => sum + count[metric].covered, 0);
  const total = counts.reduce((sum, count) => sum + count[metric].total, 0);
  // Rounded down: 100 % means all of it.
  return total === 0 ? "–" : `${(Math.floor((covered / total) * 1000) / 10).toFixed(1)} %`;
}

function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}
