import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { SMTPServer } from "smtp-server";
import { deliverDue, pauseAfter } from "../../src/notify/deliver";
import { mailThrough } from "../../src/notify/mail";
import type { Message } from "../../src/notify/notice.types";
import { enqueue } from "../../src/notify/outbox";
import { webhookTo } from "../../src/notify/webhook";
import { isSignedBody } from "../../src/shared/signed-body";
import { openStore, type Store } from "../../src/store/open-store";
import { IN_MEMORY } from "../../src/store/place";

const SECRET = "canary-webhook-secret";
const NOW = 1_790_000_000_000;
const CASE_ID = `0x${"ca5e".repeat(16)}`;

const hook: Message = {
  id: "31337:case:proposed:webhook",
  caseId: CASE_ID,
  chainId: 31337n,
  kind: "proposed",
  channel: "webhook",
  receiver: "http://127.0.0.1",
  subject: "",
  body: `{"kind":"proposed"}`,
};
const mail: Message = {
  ...hook,
  id: "31337:case:proposed:mail",
  channel: "mail",
  receiver: "holder@example.org",
  subject: "A wallet recovery was proposed",
  body: "Somebody asked.\n",
};

describe("The outbox", () => {
  let store: Store;
  let now = NOW;
  beforeEach(async () => {
    store = await openStore(IN_MEMORY);
    now = NOW;
  });
  afterEach(() => store.close());

  it("keeps a message once, however often it is put in", async () => {
    expect(await enqueue(store, [hook, mail], now)).to.equal(2);
    expect(await enqueue(store, [hook, mail], now)).to.equal(0);
  });

  it("delivers each message once while its receiver works", async () => {
    await enqueue(store, [hook], now);
    const got: string[] = [];
    const webhook = ({ id }: Message) => Promise.resolve(void got.push(id));
    expect(await deliverDue(store, { webhook }, () => now)).to.deep.equal({ delivered: 1, failed: [] });
    expect(await deliverDue(store, { webhook }, () => now + 1e9)).to.deep.equal({ delivered: 0, failed: [] });
    expect(got).to.deep.equal([hook.id]);
  });

  it("tries again after a pause that doubles, and never throws for a receiver", async () => {
    await enqueue(store, [hook], now);
    const times: number[] = [];
    const webhook = () => {
      times.push(now);
      return times.length < 4 ? Promise.reject(new Error("no")) : Promise.resolve();
    };
    for (let minute = 0; minute < 10; ++minute) {
      await deliverDue(store, { webhook }, () => now);
      now += 30_000;
    }
    expect(times.map((at) => (at - NOW) / 1000)).to.deep.equal([0, 30, 90, 210]);
  });

  it("keeps what has no channel here for a machine that has it", async () => {
    await enqueue(store, [mail], now);
    const { failed } = await deliverDue(store, {}, () => now);
    expect(failed).to.deep.equal([{ receiver: "holder@example.org", why: "no mail is configured here" }]);
    const { delivered } = await deliverDue(store, { mail: () => Promise.resolve() }, () => now + 60_000);
    expect(delivered).to.equal(1);
  });

  it("lets two that deliver at the same time take no message both", async () => {
    await enqueue(store, [hook, mail], now);
    const got: string[] = [];
    const take = ({ id }: Message) => Promise.resolve(void got.push(id));
    const channels = { webhook: take, mail: take };
    await Promise.all([deliverDue(store, channels, () => now), deliverDue(store, channels, () => now)]);
    expect(got.sort()).to.deep.equal([mail.id, hook.id].sort());
  });

  it("delivers again what a crash left between sending and its record: at least once", async () => {
    await enqueue(store, [hook], now);
    const { takeDue } = await import("../../src/notify/outbox");
    await takeDue(store, now);
    expect((await deliverDue(store, { webhook: () => Promise.resolve() }, () => now + 59_999)).delivered).to.equal(0);
    expect((await deliverDue(store, { webhook: () => Promise.resolve() }, () => now + 60_000)).delivered).to.equal(1);
  });

  it("never pauses longer than six hours", () => {
    expect(pauseAfter(1)).to.equal(30_000);
    expect(pauseAfter(100)).to.equal(6 * 3_600_000);
  });
});

describe("The webhook", () => {
  it("gets a body that is signed with the secret and the time, and tells a repetition by its id", async () => {
    const seen: { headers: Record<string, unknown>; body: string }[] = [];
    const server = createServer((incoming, outgoing) => {
      let body = "";
      incoming.on("data", (part) => (body += String(part)));
      incoming.on("end", () => {
        seen.push({ headers: incoming.headers, body });
        outgoing.writeHead(seen.length === 1 ? 503 : 204).end();
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/regain`);
    const deliver = webhookTo(url, SECRET, () => NOW);
    const refused = await deliver(hook).then(
      () => "",
      (error: unknown) => (error as Error).message,
    );
    expect(refused).to.equal("the webhook answers with HTTP status 503");
    await deliver(hook);
    for (const { headers, body } of seen) {
      expect(isSignedBody(SECRET, body, String(headers["regain-signature"]), NOW / 1000)).to.equal(true);
      expect(isSignedBody(SECRET, `${body} `, String(headers["regain-signature"]), NOW / 1000)).to.equal(false);
      expect(isSignedBody(SECRET, body, String(headers["regain-signature"]), NOW / 1000 + 301)).to.equal(false);
      expect(isSignedBody("another", body, String(headers["regain-signature"]), NOW / 1000)).to.equal(false);
      expect(headers["regain-notice"]).to.equal(hook.id);
    }
    server.closeAllConnections();
    server.close();
  });

  it("that nobody answers is a failure like any other", async () => {
    const failure = await webhookTo(
      new URL("http://127.0.0.1:1/"),
      SECRET,
      () => NOW,
    )(hook).then(
      () => "",
      (error: unknown) => (error as Error).message,
    );
    expect(failure).to.equal("the webhook does not answer");
  });
});

describe("Mail", () => {
  it("reaches a real SMTP server, with one id for one message", async () => {
    const received: string[] = [];
    const server = new SMTPServer({
      disabledCommands: ["AUTH", "STARTTLS"],
      onData: (stream, _session, done) => {
        let text = "";
        stream.on("data", (part) => (text += String(part)));
        stream.on("end", () => {
          received.push(text);
          done();
        });
      },
    });
    server.listen(0, "127.0.0.1");
    await once(server.server, "listening");
    const { port } = server.server.address() as AddressInfo;
    const deliver = mailThrough(new URL(`smtp://127.0.0.1:${port}`), "regain@example.org");
    await deliver(mail);
    await deliver(mail);
    await new Promise<void>((closed) => {
      server.close(closed);
    });
    const idOf = (text: string): string | undefined => /^Message-ID: (.+)$/im.exec(text)?.[1];
    expect(received).to.have.length(2);
    expect(received[0]).to.contain("To: holder@example.org").and.to.contain("From: regain@example.org");
    expect(received[0]).to.contain("Subject: A wallet recovery was proposed").and.to.contain("Somebody asked.");
    expect(idOf(received[0]!)).to.equal(idOf(received[1]!));
  });

  it("says nothing of the password when the server is gone", async () => {
    const deliver = mailThrough(new URL("smtp://regain:canary-password@127.0.0.1:1"), "regain@example.org");
    const failure = await deliver(mail).then(
      () => "",
      (error: unknown) => (error as Error).message,
    );
    expect(failure).to.equal("the mail server does not answer");
  });
});
