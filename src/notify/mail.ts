import { createHash } from "node:crypto";
import { createTransport } from "nodemailer";
import type { Deliver } from "./notice.types";

const PATIENCE = 15_000;

/**
 * Sends mail through an SMTP server. Encrypted wherever the server can; a password is never sent without.
 * @param url `smtps://user:password@host`, or `smtp://host:port` on this very machine.
 */
export function mailThrough(url: URL, from: string): Deliver {
  const hasPassword = url.password !== "";
  const transport = createTransport({
    host: url.hostname,
    port: Number(url.port === "" ? (url.protocol === "smtps:" ? 465 : 587) : url.port),
    secure: url.protocol === "smtps:",
    requireTLS: hasPassword && url.protocol === "smtp:",
    ...(hasPassword
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
    ...{ connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  return async ({ id, receiver, subject, body }) => {
    // The same message has the same id each time: mail programs show a repetition once.
    const messageId = `<${createHash("sha256").update(id).digest("hex").slice(0, 40)}@regain>`;
    try {
      await transport.sendMail({ from, to: { name: "", address: receiver }, subject, text: body, messageId });
    } catch (error) {
      const code = error instanceof Error && "responseCode" in error ? ` with ${String(error.responseCode)}` : "";
      throw new Error(code === "" ? "the mail server does not answer" : `the mail server refuses${code}`, {
        cause: error,
      });
    }
  };
}
