import { randomUUID } from "node:crypto";
import { z } from "zod";
import { SIGNATURE_HEADER, signBody } from "../../shared/signed-body";
import type { Directory } from "../directory";
import { parseAnswer, request } from "./request";

const text = z.string().max(512);
const count = z.number().int().min(0);
const named = z.object({ id: text, name: text.default("") });

const access = z.object({
  sessions: z.array(z.object({ id: text, createdAt: count, expiresAt: count, client: text.default("") })),
  apiKeys: z.array(named),
  factors: z.array(
    named.extend({ kind: z.enum(["totp", "passkey", "backup codes", "trusted device", "other"]).catch("other") }),
  ),
  lingersFor: count,
});
const revoked = z.object({ sessions: count, apiKeys: count, lingersFor: count });
const reset = z.object({ factors: count });

export interface AccessHook {
  readonly name: string;
  readonly url: URL;
  readonly secret: string;
}

/** What SCIM has no words for, asked of a webhook: each request is signed and has an id of its own. */
export function openAccessHook({
  name,
  url,
  secret,
}: AccessHook): Pick<Directory, "accessOf" | "revokeAccess" | "resetFactors"> {
  const ask = async <T>(action: string, user: string, schema: z.ZodType<T>): Promise<T> => {
    const body = JSON.stringify({ id: randomUUID(), action, user });
    const signature = signBody(secret, body, Math.floor(Date.now() / 1000));
    const headers = { "content-type": "application/json", [SIGNATURE_HEADER]: signature };
    return parseAnswer(name, await request(name, url, { method: "POST", headers, body }), schema);
  };
  return {
    accessOf: (userId) => ask("show access", userId, access),
    revokeAccess: (userId) => ask("revoke access", userId, revoked),
    resetFactors: async (userId) => (await ask("reset factors", userId, reset)).factors,
  };
}
