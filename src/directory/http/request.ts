import type { z } from "zod";
import { directoryUnavailable } from "../refusals";

/** How long an identity provider may take, in milliseconds, and how much it may say, in bytes. */
const PATIENCE = 15_000;
const MOST_BYTES = 8 * 1024 * 1024;

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** One request; a provider that does not answer, or sends us elsewhere, is an error. */
export async function request(name: string, url: URL, init: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(url, { ...init, redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
    return { status: response.status, text: await readAll(response) };
  } catch (error) {
    throw directoryUnavailable(name, error instanceof Error && error.name === "TimeoutError" ? SLOW : GONE);
  }
}

const SLOW = `no answer within ${PATIENCE / 1000} seconds`;
const GONE = "it cannot be reached, or its answer is too long or leads elsewhere";

/** @throws RefusedError DirectoryUnavailable when the answer is an error or has another form */
export function parseAnswer<T>(name: string, { status, text }: Answer, schema: z.ZodType<T>): T {
  if (status < 200 || status > 299) throw directoryUnavailable(name, `it answers with HTTP status ${status}`);
  const parsed = schema.safeParse(jsonIn(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw directoryUnavailable(
    name,
    `its answer has another form: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
  );
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

async function readAll(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    const bytes = part as Uint8Array;
    size += bytes.length;
    if (size > MOST_BYTES) throw new Error("The answer is too long.");
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString("utf8");
}
