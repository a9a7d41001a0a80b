import type { ContractTransaction, Signer } from "ethers";
import { isKeyOf } from "../chain/claim-issuer";
import { refusalOf, revokeByDigestCall, revokeBySignatureCall } from "../chain/claims";
import type { Chain } from "../chain/connect";
import { send, type SendLimits, type Sent } from "../chain/send";
import { PURPOSE } from "../identity/keys";
import { typedDigestOf } from "../identity/typed-claims";
import type { HeldClaim } from "./claims.types";

export interface RevokedClaim {
  readonly issuer: string;
  readonly topic: bigint;
  readonly outcome: "revoked" | "revoked already" | "refused";
  /** Empty unless it was refused. */
  readonly reason: string;
}

export interface Revocation {
  readonly identity: string;
  readonly claims: readonly RevokedClaim[];
  readonly transactions: readonly { readonly hash: string; readonly gas: bigint }[];
}

/**
 * Takes back what issuers said of an identity, for those issuers of whom the signer has a key. A claim that is refused
 * stops none of the others.
 */
export async function revokeClaims(
  chain: Chain,
  signer: Signer,
  identity: string,
  claims: readonly HeldClaim[],
  limits: SendLimits = {},
): Promise<Revocation> {
  const sent: Sent[] = [];
  const done: RevokedClaim[] = [];
  for (const issuer of new Set(claims.map((claim) => claim.issuer))) {
    const ofIssuer = claims.filter((claim) => claim.issuer === issuer);
    const open = ofIssuer.filter(({ standing }) => standing !== "revoked");
    done.push(...ofIssuer.filter((claim) => !open.includes(claim)).map((claim) => told(claim, "revoked already")));
    for (const { covers, call } of await callsFor(chain, identity, open)) {
      const refusal = await whyNot(chain, await signer.getAddress(), covers, call);
      if (refusal === "") sent.push(await send(chain, signer, call, limits));
      done.push(...covers.map((claim) => told(claim, refusal === "" ? "revoked" : "refused", refusal)));
    }
    done.push(
      ...open
        .filter(({ format }) => format === "unknown")
        .map((claim) => told(claim, "refused", "its issuer's format is not known")),
    );
  }
  return { identity, claims: done, transactions: sent.map(({ hash, gas }) => ({ hash, gas })) };
}

interface RevocationCall {
  readonly covers: readonly HeldClaim[];
  readonly call: ContractTransaction;
}

/** Typed claims of an issuer in one call, by their digests; ONCHAINID's each by its signature. */
async function callsFor(
  { chainId }: Pick<Chain, "chainId">,
  subject: string,
  claims: readonly HeldClaim[],
): Promise<RevocationCall[]> {
  const typed = claims.filter(({ format }) => format === "typed");
  const digests = typed.map(({ issuer, topic, payload, issuedAt = 0n, validUntil = 0n }) =>
    typedDigestOf({ chainId, issuer, subject, topic, payload, issuedAt, validUntil }),
  );
  const [first] = typed;
  const byDigest =
    first === undefined ? [] : [{ covers: typed, call: await revokeByDigestCall(first.issuer, digests) }];
  const others = claims.filter(({ format }) => format === "onchainid-2");
  const bySignature = others.map(async (claim) => ({
    covers: [claim],
    call: await revokeBySignatureCall(claim.issuer, claim.signature),
  }));
  return [...byDigest, ...(await Promise.all(bySignature))];
}

/** ONCHAINID lets managers revoke; our issuer its claim keys. */
async function whyNot(
  chain: Chain,
  from: string,
  [claim]: readonly HeldClaim[],
  call: ContractTransaction,
): Promise<string> {
  if (claim === undefined) return "";
  const purpose = claim.format === "typed" ? PURPOSE.claimSigner : PURPOSE.management;
  if (!(await isKeyOf(chain, claim.issuer, from, purpose))) {
    return `${from} is no ${claim.format === "typed" ? "claim" : "management"} key of the issuer`;
  }
  return (await refusalOf(chain, from, call)) ?? "";
}

function told({ issuer, topic }: HeldClaim, outcome: RevokedClaim["outcome"], reason = ""): RevokedClaim {
  return { issuer, topic, outcome, reason };
}
