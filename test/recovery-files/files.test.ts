import { expect } from "chai";
import { encodeAcceptance, parseAcceptance } from "../../src/recovery/files/acceptance-file";
import { encodeApproval, parseApproval } from "../../src/recovery/files/approval-file";
import { encodeClaims, parseClaims } from "../../src/recovery/files/claims-file";
import { encodePlan, parsePlan } from "../../src/recovery/files/plan-file";
import { hashOf } from "../../src/shared/content-hash";
import { PAPER_CAST, paperPlan } from "../stage/paper-case";
import { refusalOf } from "../stage/refusal";

const plan = paperPlan();
const signature = `0x${"ab".repeat(65)}`;
const { chainId, agent, caseId, recovery } = plan;
const claim = { topic: 1n, scheme: 1n, issuer: recovery.registry, signature, data: "0x", uri: "" };

interface Kind {
  readonly name: string;
  readonly text: string;
  readonly content: object;
  readonly parse: (text: string) => object;
  readonly hashIsFree: boolean;
}

function kind<T extends object>(
  name: string,
  content: T,
  encode: (c: T) => string,
  parse: Kind["parse"],
  hashIsFree = false,
): Kind {
  return { name, text: encode(content), content, parse, hashIsFree };
}

const KINDS: readonly Kind[] = [
  kind("plan", plan, encodePlan, parsePlan),
  kind("acceptance", { chainId, agent, caseId, recovery, signature }, encodeAcceptance, parseAcceptance, true),
  kind(
    "approval",
    { chainId, agent, caseId, custodian: PAPER_CAST.custodian.address, signature },
    encodeApproval,
    parseApproval,
    true,
  ),
  kind("claims file", { chainId, caseId, identity: plan.newIdentity, claims: [claim] }, encodeClaims, parseClaims),
];

function edited(text: string, change: (members: Record<string, unknown>) => void, rehash = false): string {
  const { hash, ...members } = JSON.parse(text) as Record<string, unknown>;
  change(members);
  return JSON.stringify({ ...members, hash: rehash ? hashOf(members) : hash });
}

for (const { name, text, content, parse, hashIsFree } of KINDS) {
  describe(`The ${name}`, function () {
    it("is read back as it was written", function () {
      expect(parse(text)).to.deep.equal(content);
    });

    it("may be written in another order and with other white space", function () {
      const reversed = Object.fromEntries(Object.entries(JSON.parse(text) as object).reverse());
      expect(parse(JSON.stringify(reversed))).to.deep.equal(content);
    });

    it("is refused when any of its values was edited", async function () {
      const members = Object.keys(content).filter(
        (key) => typeof (content as Record<string, unknown>)[key] !== "object",
      );
      for (const key of members) {
        const changed = edited(text, (all) => (all[key] = changeOf(all[key] as string)));
        const error = await refusalOf(() => parse(changed));
        expect(error, key).to.include({ exitCode: 2 });
        expect(["HashMismatch", "SchemaRefused"], key).to.include(error.code);
      }
      const { code } = await refusalOf(() => parse(edited(text, (all) => (all["chainId"] = "1"))));
      expect(code).to.equal("HashMismatch");
    });

    it(`${hashIsFree ? "may lack" : "has to have"} its hash`, async function () {
      const members = JSON.parse(text) as Record<string, unknown>;
      delete members["hash"];
      if (hashIsFree) expect(parse(JSON.stringify(members))).to.deep.equal(content);
      else expect(await refusalOf(() => parse(JSON.stringify(members)))).to.include({ code: "HashMismatch" });
    });

    it("is refused with another format, an unknown member, a missing one, a number as a number, or a loose address", async function () {
      const changes: ((all: Record<string, unknown>) => void)[] = [
        (all) => (all["format"] = "regain-other/1"),
        (all) => delete all["format"],
        (all) => (all["extra"] = 1),
        (all) => delete all["caseId"],
        (all) => (all["chainId"] = 31337),
        (all) => (all["chainId"] = "0x7a69"),
        (all) => (all["chainId"] = (2n ** 256n).toString()),
        (all) => (all["caseId"] = "0x12"),
      ];
      for (const change of changes) {
        const error = await refusalOf(() => parse(edited(text, change, true)));
        expect(error, change.toString()).to.include({ code: "SchemaRefused", exitCode: 2 });
      }
    });

    it("is refused when it is no object, hides a prototype, or was cut off", async function () {
      for (const other of ["[]", "null", "1", '"x"']) {
        expect(await refusalOf(() => parse(other))).to.include({ code: "SchemaRefused" });
      }
      expect(await refusalOf(() => parse(text.replace("{", '{"__proto__":{},')))).to.include({ code: "SchemaRefused" });
      expect(await refusalOf(() => parse(text.slice(0, -10)))).to.include({ code: "FileDamaged", exitCode: 7 });
    });
  });
}

describe("A case's files", function () {
  it("are refused when the case id is not that of the recovery, even with a hash that fits", async function () {
    for (const { text, parse } of KINDS.filter(({ content }) => "recovery" in content)) {
      const redirected = edited(
        text,
        (all) => ((all["recovery"] as Record<string, unknown>)["newWallet"] = PAPER_CAST.thief.address),
        true,
      );
      const error = await refusalOf(() => parse(redirected));
      expect(error).to.include({ code: "HashMismatch" });
      expect(error.message).to.include("case id");
    }
  });

  it("are refused with an address that is not checksummed", async function () {
    const loose = edited(encodePlan(plan), (all) => (all["agent"] = agent.toLowerCase()), true);
    expect((await refusalOf(() => parsePlan(loose))).message).to.include("agent is not a checksummed address");
  });

  it("are refused with numbers that JSON readers round", async function () {
    for (const number of ["1e400", "0.5", "9007199254740993"]) {
      const text = encodePlan({ ...plan, seen: { block: 12 } }).replace('"block": 12', `"block": ${number}`);
      expect((await refusalOf(() => parsePlan(text))).code, number).to.equal("SchemaRefused");
    }
  });
});

/** Another value of the same kind. */
function changeOf(value: string): string {
  const last = value.at(-1) === "1" ? "2" : "1";
  return value.slice(0, -1) + last;
}
