import { expect } from "chai";
import { parseEmail } from "../../src/directory/parse-user";
import { composeMessages } from "../../src/notify/compose";
import { mayBeNews, noticesDue } from "../../src/notify/notices-due";
import { NOTICE_KINDS } from "../../src/notify/notice.types";
import { notifySettingsFrom } from "../../src/notify/settings";
import type { CaseStatus } from "../../src/recovery/outcome";
import { PLAIN } from "../../src/report/colours";
import { AGENT, CASE_ID, viewWith } from "../stage/surveys";

const DAY = 24 * 3600;
const NOW = 1_790_000_000;
const SETTING = { colours: PLAIN, network: "localhost" };

function seen(status: CaseStatus, happened: Readonly<Record<string, number>> = {}, expiresAt = NOW + 7 * DAY) {
  const timeline = Object.entries({ proposed: NOW - DAY, ...happened }).map(([what, at]) => ({ what, at }));
  return { status, now: NOW, readyAt: NOW, expiresAt, timeline };
}

describe("The notices of a case", () => {
  it("begin with its proposal", () => {
    expect(noticesDue(seen("proposed"))).to.deep.equal(["proposed"]);
  });

  it("tell of a contest, also once it was upheld", () => {
    expect(noticesDue(seen("contested", { contested: NOW }))).to.deep.equal(["proposed", "contested"]);
    expect(noticesDue(seen("ready", { contested: NOW, upheld: NOW }))).to.include.members(["contested", "ready"]);
  });

  it("tell of time alone: ready, and about to expire from 24 hours before", () => {
    expect(noticesDue(seen("ready", {}, NOW + DAY + 1))).to.deep.equal(["proposed", "ready"]);
    expect(noticesDue(seen("ready", {}, NOW + DAY))).to.deep.equal(["proposed", "ready", "expiring"]);
    expect(noticesDue(seen("contested", { contested: NOW }, NOW + 1))).to.include("expiring");
  });

  it("end with what became of it", () => {
    expect(noticesDue(seen("executed", { executed: NOW }))).to.deep.equal(["proposed", "done"]);
    expect(noticesDue(seen("cancelled", { cancelled: NOW }))).to.deep.equal(["proposed", "cancelled"]);
  });

  it("are silent on what ended long ago", () => {
    expect(noticesDue(seen("executed", { executed: NOW - 7 * DAY - 1 }))).to.deep.equal([]);
    expect(noticesDue(seen("expired"))).to.deep.equal([]);
    expect(mayBeNews({ status: "executed", expiresAt: NOW - 7 * DAY - 1 }, NOW)).to.equal(false);
    expect(mayBeNews({ status: "executed", expiresAt: NOW - 7 * DAY }, NOW)).to.equal(true);
  });
});

describe("The messages of a notice", () => {
  const place = { chainId: 31337n, agent: AGENT };
  const receivers = {
    mail: {
      holder: ["holder@example.org"],
      custodian: ["a@example.org", "a@example.org"],
      guardian: ["a@example.org"],
    },
    webhook: "https://example.org",
  };
  const compose = (kind: (typeof NOTICE_KINDS)[number], view = viewWith()) =>
    composeMessages(kind, view, place, receivers, SETTING);

  it("go to every receiver once, to one who is two things in both words", () => {
    expect(compose("proposed").map(({ channel, receiver }) => `${channel} ${receiver}`)).to.deep.equal([
      "webhook https://example.org",
      "mail holder@example.org",
      "mail a@example.org",
      "mail a@example.org",
    ]);
  });

  it("have an id of their own, the same each time", () => {
    const ids = NOTICE_KINDS.flatMap((kind) => compose(kind).map(({ id }) => id));
    expect(new Set(ids).size).to.equal(ids.length);
    expect(NOTICE_KINDS.flatMap((kind) => compose(kind).map(({ id }) => id))).to.deep.equal(ids);
  });

  it("tell each reader what they can do", () => {
    const [, holder, custodian, guardian] = compose("proposed", viewWith({ contestable: true }));
    expect(holder!.body).to.contain(`recovery contest --case ${CASE_ID}`);
    expect(custodian!.body).to.contain(`recovery approve --case ${CASE_ID}`);
    expect(guardian!.body).to.contain(`recovery cancel --case ${CASE_ID}`);
    expect(compose("contested")[3]!.body).to.contain(`recovery uphold --case ${CASE_ID}`);
  });

  it("give machines the case, without a person in it", () => {
    const body = JSON.parse(compose("done")[0]!.body) as object;
    expect(body).to.have.all.keys(
      ...["id", "kind", "caseId", "chainId", "agent", "status", "lostWallet", "newWallet"],
      ...["readyAt", "expiresAt", "tokens"],
    );
    expect(JSON.stringify(body)).not.to.contain("holder@");
  });
});

describe("The settings of notices", () => {
  it("are none where nothing is set", () => {
    expect(notifySettingsFrom({}, parseEmail)).to.deep.equal({ custodians: [], guardians: [] });
  });

  it("name a webhook with its secret, a mail server with a sender, and who is to be told", () => {
    const settings = notifySettingsFrom(
      {
        REGAIN_WEBHOOK_URL: "https://example.org/regain",
        REGAIN_WEBHOOK_SECRET: "secret",
        REGAIN_SMTP_URL: "smtps://user:password@mail.example.org",
        REGAIN_MAIL_FROM: "regain@example.org",
        REGAIN_MAIL_CUSTODIANS: "one@example.org, Two@example.org",
      },
      parseEmail,
    );
    expect(settings.webhook?.secret).to.equal("secret");
    expect(settings.mail?.from).to.equal("regain@example.org");
    expect(settings.custodians).to.deep.equal(["one@example.org", "two@example.org"]);
  });

  for (const env of [
    { REGAIN_WEBHOOK_URL: "https://example.org" },
    { REGAIN_WEBHOOK_URL: "http://example.org", REGAIN_WEBHOOK_SECRET: "secret" },
    { REGAIN_SMTP_URL: "mail.example.org", REGAIN_MAIL_FROM: "regain@example.org" },
    { REGAIN_SMTP_URL: "smtp://mail.example.org" },
    { REGAIN_MAIL_GUARDIANS: "nobody\r\nBcc: thief@example.org" },
  ]) {
    it(`are refused: ${Object.entries(env).flat().join(" ").replace(/\s+/g, " ")}`, () => {
      expect(() => notifySettingsFrom(env, parseEmail))
        .to.throw()
        .with.property("exitCode", 2);
    });
  }
});
