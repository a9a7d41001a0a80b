import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { caseJson, listJson } from "../../src/report/case-json";
import { previewJson } from "../../src/report/preview-json";
import { decisionJson } from "../../src/report/render-decision";
import { executionJson } from "../../src/report/render-execution";
import { planRecovery } from "../../src/recovery/plan";
import { CASE_STATUSES, OUTCOMES, STANDINGS } from "../../src/chain/enums";
import { EXIT } from "../../src/shared/errors";
import {
  CASE_ID,
  CUSTODIAN,
  executionOf,
  LOST_WALLET,
  NEW_WALLET,
  reportOf,
  surveyWith,
  viewWith,
} from "../stage/surveys";

const documentation = readFileSync("docs/json.md", "utf8");
const inCode = new Set([...documentation.matchAll(/`([^`]+)`/g)].map((match) => match[1]!));
const errorTable = documentation.slice(documentation.indexOf("## Errors"));
const documented = [...errorTable.matchAll(/^\| `(\w+)` +\| (\d) +\|/gm)].map((match) => match[1]!);

const sources = ["src", "tasks"]
  .flatMap((room) => readdirSync(room, { recursive: true, encoding: "utf8" }).map((name) => join(room, name)))
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(name, "utf8"))
  .join("\n");

/** Every field of a value, as the documentation names it: `identity.current`, and those of a list's entries alone. */
function fieldsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fieldsOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const isObject = typeof inner === "object" && inner !== null && !Array.isArray(inner);
    return isObject ? fieldsOf(inner).map((field) => `${name}.${field}`) : [name, ...fieldsOf(inner)];
  });
}

describe("docs/json.md", () => {
  it("has every error code that the engine and the tasks can end with", () => {
    const thrown = [
      ...sources.matchAll(/Error\(\s*"([A-Z]\w+)"/g),
      ...sources.matchAll(/\b(?:refused|input|unauthorized)\(\s*"([A-Z]\w+)"/g),
      ...sources.matchAll(/\bcode: "([A-Z]\w+)",\s*message/g),
    ].map((match) => match[1]!);
    expect(thrown.length).to.be.greaterThan(50);
    expect([...new Set(thrown)].filter((code) => !documented.includes(code))).to.deep.equal([]);
  });

  it("has no error code that there is not", () => {
    expect(documented.filter((code) => !sources.includes(`"${code}"`))).to.deep.equal([]);
    expect(documented).to.have.length(new Set(documented).size);
  });

  it("has every exit code, outcome and status", () => {
    for (const code of Object.values(EXIT)) expect(documentation).to.match(new RegExp(`^\\| ${code} +\\| `, "m"));
    expect([...OUTCOMES, ...CASE_STATUSES, ...STANDINGS].filter((word) => !inCode.has(word))).to.deep.equal([]);
  });

  const transactions = [{ hash: CASE_ID, gas: 1n }];
  const lists = { quarantined: [], unprotected: [], released: [], notReleased: [], reassigned: [], notAttributed: [] };
  const blockers = [{ code: "CaseLive", message: "Live.", next: "Wait." }];
  const summary = {
    ...viewWith(),
    lostWallet: LOST_WALLET,
    newWallet: NEW_WALLET,
    tokens: 1,
    settled: 0,
    approvals: 0,
  };
  const outputs: Readonly<Record<string, object>> = {
    preview: previewJson(
      planRecovery(surveyWith({ blockers, otherWallets: [{ address: LOST_WALLET, standing: null }] })),
      { network: "hardhat" },
    ),
    status: caseJson(viewWith({ approvals: [{ custodian: CUSTODIAN, counts: true }] })),
    list: listJson([summary]),
    execute: executionJson(executionOf([reportOf("BOND", "01")])),
    propose: decisionJson({ what: "proposed", caseId: CASE_ID, transactions, ...lists }, viewWith()),
  };
  for (const [command, output] of Object.entries(outputs)) {
    it(`has every field that ${command} prints`, () => {
      expect(fieldsOf(output).filter((field) => !inCode.has(field))).to.deep.equal([]);
    });
  }
});
