import type { VaultAccount, VaultClaim, VaultContact, VaultIdentity } from "../vault.types";

/*
 * What recognises an item as the same one in two vaults. EVM addresses are compared without their case, which is only
 * their checksum; base58 is all case.
 */

type Addressed = Pick<VaultIdentity | VaultAccount | VaultContact, "chain" | "address">;

export function addressKeyOf({ chain, address }: Addressed): string {
  return `${chain} ${/^0x[0-9a-fA-F]{40}$/.test(address) ? address.toLowerCase() : address}`;
}

/** Claims are recognised together with their identity, by the id that it has in the same payload. */
export function claimKeyOf(claim: VaultClaim): string {
  if (claim.kind === "credential") return `credential ${claim.id}`;
  return `claim ${claim.identity} ${claim.issuer.toLowerCase()} ${claim.topic}`;
}

/** How an item is named to a person. */
export function describeClaim(claim: VaultClaim): string {
  return claim.kind === "credential" ? `credential ${claim.id}` : `claim of topic ${claim.topic} by ${claim.issuer}`;
}
