import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ZeroAddress, ZeroHash } from "ethers";
import type { CaseFile } from "../../src/recovery/case-file.types";
import type { Person, Situation } from "../../src/recovery/situation.types";
import { caseReportJson } from "../../src/report/case-report-json";
import { userAccessJson, usersJson } from "../../src/report/directory-json";
import { auditJson } from "../../src/report/render-audit";
import { watchedJson } from "../../src/report/render-watched";
import { caseJson, listJson } from "../../src/report/case-json";
import { handOverJson, openStepJson } from "../../src/report/render-hand-over";
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
  HASH,
  LOST_WALLET,
  NEW_WALLET,
  reportOf,
  surveyWith,
  viewWith,
} from "../stage/surveys";

const PERSON: Person = {
  user: { id: "1", email: "holder@example.org", name: "Holder", wallets: [LOST_WALLET] },
  access: {
    sessions: [{ id: "1", createdAt: 1, expiresAt: 2, client: "" }],
    apiKeys: [{ id: "1", name: "" }],
    factors: [{ id: "1", kind: "totp", name: "" }],
    lingersFor: 300,
  },
  directory: "better-auth",
};
const SITUATION: Situation = {
  person: PERSON,
  wallets: [{ address: LOST_WALLET, effective: true, successor: ZeroAddress, liveCase: ZeroHash, registrations: [] }],
  found: { served: 1, configured: 0, held: 1 },
  feePerGas: 1n,
};
const PHASE = { at: 1, verb: "execute", phase: "access", status: "done", detail: "" };
const caseFile: CaseFile = {
  chainId: 31337n,
  agent: LOST_WALLET,
  view: viewWith(),
  executor: CUSTODIAN,
  claims: [{ topic: 1n, issuer: CUSTODIAN, status: "held" }],
  transactions: [
    { hash: HASH, block: 1, blockHash: HASH, at: 1, from: CUSTODIAN, gas: 1n, fee: 1n, events: ["RecoveryProposed"] },
  ],
};

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
      SITUATION,
    ),
    report: caseReportJson(
      { file: caseFile, evidence: { file: "letter.pdf", sha256: HASH }, phases: [PHASE] },
      "page.html",
    ),
    audit: auditJson({ caseId: CASE_ID, compared: "the chain alone", facts: 4, differences: [] }),
    watch: watchedJson({ cases: 1, added: 1, delivered: 0, failed: [{ receiver: "https://example.org", why: "no" }] }),
    "directory show": userAccessJson(PERSON),
    "directory list": usersJson([PERSON.user]),
    status: caseJson(viewWith({ approvals: [{ custodian: CUSTODIAN, counts: true }] })),
    "status with a step left open": openStepJson({ verb: "execute", status: "handed over", started_at: 1 }),
    "--export safe": handOverJson({
      ...{ caseId: CASE_ID, verb: "execute", sender: CUSTODIAN, transactions: 1, gas: 1n, files: ["safe.json"] },
    }),
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
