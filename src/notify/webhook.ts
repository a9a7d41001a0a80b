import { SIGNATURE_HEADER, signBody } from "../shared/signed-body";
import type { Deliver } from "./notice.types";

const PATIENCE = 10_000;

/** Posts messages to a web address, each signed with the time of the attempt. Any answer but 2xx is a failure. */
export function webhookTo(url: URL, secret: string, clock: () => number): Deliver {
  return async ({ id, body }) => {
    const headers = {
      "content-type": "application/json",
      "regain-notice": id,
      [SIGNATURE_HEADER]: signBody(secret, body, Math.floor(clock() / 1000)),
    };
    const answer = await fetch(url, {
      ...{ method: "POST", headers, body, redirect: "error" },
      signal: AbortSignal.timeout(PATIENCE),
    }).catch(() => {
      throw new Error("the webhook does not answer");
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`the webhook answers with HTTP status ${answer.status}`);
  };
}
