// Fails when a contract imports against the order of the rooms, a mock, or a foreign suite.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";

/** From the bottom up: a room imports its own floor and those below. */
const floors = [["interfaces"], ["access"], ["identity"], ["registry", "compliance"], ["token"], ["recovery"]];
const foreign = /^@(tokenysolutions|onchain-id)\//;

const contracts = existsSync("contracts") ? readdirSync("contracts", { recursive: true }) : [];
const problems = contracts
  .filter((path) => path.endsWith(".sol"))
  .flatMap((path) => importsOf(path).flatMap((imported) => problemOf(path, imported)));

if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}

function importsOf(path) {
  const source = readFileSync(join("contracts", path), "utf8");
  return [...source.matchAll(/^import\s[^;]*?"([^"]+)"/gm)].map(([, imported]) => imported);
}

function problemOf(path, imported) {
  const room = path.split(sep)[0];
  if (foreign.test(imported)) return [`contracts/${path} imports ${imported}: foreign suites serve tests only.`];
  if (!imported.startsWith(".") || room === "mocks") return [];
  const importedRoom = normalize(join(dirname(path), imported)).split(sep)[0];
  if (importedRoom === "mocks") return [`contracts/${path} imports ${imported}: mocks serve tests only.`];
  if (floorOf(importedRoom) <= floorOf(room)) return [];
  return [`contracts/${path} imports ${imported}: ${room} may not know ${importedRoom}; rooms point one way.`];
}

function floorOf(room) {
  return floors.findIndex((rooms) => rooms.includes(room));
}
