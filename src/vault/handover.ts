import { getAddress } from "ethers";
import type { SignedClaim } from "../identity/claims";
import type { JsonObject } from "../shared/canonical-json";
import type { VaultClaim, VaultPayload } from "./vault.types";

/** What a recovery gave back to its holder. */
export interface RecoveredHolding {
  readonly chainId: bigint;
  readonly wallet: string;
  readonly identity: string;
  readonly claims: readonly SignedClaim[];
  readonly name: string;
  /** The new wallet's keystore, under its own password. */
  readonly keystore?: JsonObject;
}

/** The vault that a recovery ends with: the new wallet, its identity, and what issuers say of it. */
export function handoverPayload({ chainId, wallet, identity, claims, name, keystore }: RecoveredHolding): VaultPayload {
  const chain = `eip155:${chainId}`;
  const account = { name, type: "ethereum", chain, address: wallet, origin: "recovered", identity } as const;
  return {
    identities: [{ id: identity, name, chain, address: identity }],
    accounts: [keystore === undefined ? account : { ...account, key: { format: "web3", keystore } }],
    addressBook: [],
    claims: claims.map((claim) => issuedClaim(identity, claim)),
    settings: {},
  };
}

function issuedClaim(identity: string, { issuer, topic, scheme, signature, data, uri }: SignedClaim): VaultClaim {
  return { kind: "claim", identity, issuer, topic: String(topic), scheme: String(scheme), signature, data, uri };
}

/** The claims that a vault keeps of an identity: what its issuers said, for whoever asks them to say it again. */
export function claimsKeptOf({ identities, claims }: VaultPayload, identity: string): readonly SignedClaim[] {
  const ids = identities.filter(({ address }) => address.toLowerCase() === identity.toLowerCase()).map(({ id }) => id);
  return claims.flatMap((claim) => {
    if (claim.kind !== "claim" || !ids.includes(claim.identity)) return [];
    const { issuer, topic, scheme, signature, data, uri } = claim;
    return [
      { issuer: getAddress(issuer.toLowerCase()), topic: BigInt(topic), scheme: BigInt(scheme), signature, data, uri },
    ];
  });
}
