import { createHmac, timingSafeEqual } from "node:crypto";

/** The header that a signed request carries: `t=<seconds since 1970>,v1=<hex>`. */
export const SIGNATURE_HEADER = "regain-signature";

/** HMAC-SHA-256 over `<time>.<body>`: who has the secret sent this very text, at that time. */
export function signBody(secret: string, body: string, at: number): string {
  return `t=${at},v1=${createHmac("sha256", secret).update(`${at}.${body}`).digest("hex")}`;
}

/**
 * What a receiver checks.
 * @param tolerance Seconds by which the time may differ from `now`: an old request is somebody's who wrote it down.
 */
export function isSignedBody(secret: string, body: string, header: string, now: number, tolerance = 300): boolean {
  const time = /^t=(\d{1,12}),v1=[0-9a-f]{64}$/.exec(header)?.[1];
  if (time === undefined || Math.abs(now - Number(time)) > tolerance) return false;
  return timingSafeEqual(Buffer.from(header), Buffer.from(signBody(secret, body, Number(time))));
}
