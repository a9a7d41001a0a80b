import type { Signer } from "ethers";
import { addClaimCall, addClaimsCall, refusalOf, wouldPass } from "../chain/claims";
import type { Chain } from "../chain/connect";
import { send, type SendLimits, type Sent } from "../chain/send";
import type { SubmittedClaim } from "./claims.types";
import type { Verdict } from "./judge";

/** So many claims of usual size use some two million gas, a sixth of what a transaction may. */
export const AT_ONCE = 10;

/** Where claims are handed in, by whom, and what was sent so far. */
export interface Desk {
  readonly chain: Chain;
  readonly signer: Signer;
  readonly identity: string;
  readonly limits: SendLimits;
  readonly sent: Sent[];
}

/**
 * Hands in what nothing stands in the way of: in one transaction where the identity takes all of it so; one by one where
 * it does not, or where it refuses some, so that none has to suffer for another.
 */
export async function handIn(desk: Desk, verdicts: readonly Verdict[]): Promise<SubmittedClaim[]> {
  if (await handInTogether(desk, verdicts)) {
    return verdicts.map((verdict) => (verdict.ruling === "hand in" ? added(verdict) : settled(verdict)));
  }
  const done: SubmittedClaim[] = [];
  for (const verdict of verdicts) {
    done.push(verdict.ruling === "hand in" ? await handInOne(desk, verdict) : settled(verdict));
  }
  return done;
}

async function handInTogether(desk: Desk, verdicts: readonly Verdict[]): Promise<boolean> {
  const claims = verdicts.filter(({ ruling }) => ruling === "hand in").map(({ claim }) => claim);
  if (claims.length < 2) return false;
  const { chain, signer, identity, limits, sent } = desk;
  const call = await addClaimsCall(identity, claims);
  if (!(await wouldPass(chain, await signer.getAddress(), call))) return false;
  sent.push(await send(chain, signer, call, limits));
  return true;
}

async function handInOne({ chain, signer, identity, limits, sent }: Desk, verdict: Verdict): Promise<SubmittedClaim> {
  const call = await addClaimCall(identity, verdict.claim);
  const refusal = await refusalOf(chain, await signer.getAddress(), call);
  if (refusal !== undefined) {
    const { issuer, topic } = verdict.claim;
    return { issuer, topic, outcome: "refused", reason: `the identity does not take it: ${refusal}` };
  }
  sent.push(await send(chain, signer, call, limits));
  return added(verdict);
}

function added({ claim: { issuer, topic } }: Verdict): SubmittedClaim {
  return { issuer, topic, outcome: "added", reason: "" };
}

/** What was decided without the identity. */
function settled({ claim: { issuer, topic }, ruling, problem }: Verdict): SubmittedClaim {
  return { issuer, topic, outcome: ruling === "held already" ? ruling : "refused", reason: problem };
}
