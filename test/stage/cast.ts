import type { Signer } from "ethers";

/** A signer whose address is known without asking. */
export type Player = Signer & { readonly address: string };

const ROLES = [
  "deployer",
  "issuer",
  "tokenAgent",
  "identityManager",
  "custodian",
  "secondCustodian",
  "guardian",
  "policyAdmin",
  "claimIssuerSigner",
  "holder",
  "newWallet",
  "thief",
  "secondHolder",
  "stranger",
] as const;

export type Role = (typeof ROLES)[number];

/**
 * Who plays in every story, in the order of a network's accounts. The `issuer` owns the tokens and
 * the `tokenAgent` serves them; the `holder` is the lost wallet, the `newWallet` takes its place.
 */
export type Cast = Readonly<Record<Role, Player>>;

/** Gives each role an account, in a fixed order. */
export function castOf(signers: readonly Player[]): Cast {
  const parts = ROLES.map((role, index) => {
    const player = signers[index];
    if (player === undefined) {
      throw new Error(`The cast needs ${ROLES.length} accounts, ${signers.length} given: no ${role}`);
    }
    return [role, player] as const;
  });
  return Object.fromEntries(parts) as Cast;
}
