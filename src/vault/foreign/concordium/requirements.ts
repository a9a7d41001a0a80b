import { BadInputError, RefusedError } from "../../../shared/errors";
import type { VaultItems } from "../../vault.types";

/*
 * The last two refusals of the wallet's import, which compare an export with what is there already.
 */

const PREFIX = "concordium:";
const UNKNOWN = "concordium:*";

/** @throws BadInputError WrongNetwork; RefusedError NotCompatible */
export function requireCompatible(imported: VaultItems, existing: VaultItems): void {
  requireSameNetwork(imported, existing);
  requireSameOwners(imported, existing);
}

/** @throws BadInputError WrongNetwork */
function requireSameNetwork(imported: VaultItems, existing: VaultItems): void {
  const there = networksIn(existing);
  const stray = [...networksIn(imported)].find((chain) => there.size > 0 && !there.has(chain));
  if (stray === undefined) return;
  throw new BadInputError(
    "WrongNetwork",
    `The export is from a different network: ${stray}, where the vault holds ${[...there].join(" and ")}.`,
    "Import it into a vault of its own: --vault <another file>.",
  );
}

/** @throws RefusedError NotCompatible */
function requireSameOwners(imported: VaultItems, existing: VaultItems): void {
  const owners = ownersIn(existing);
  const stray = [...ownersIn(imported)].find(([account, owner]) => (owners.get(account) ?? owner) !== owner);
  if (stray === undefined) return;
  throw new RefusedError(
    "NotCompatible",
    `The export is not compatible with existing data: ${stray[0]} belongs to another identity in the vault.`,
    "Import it into a vault of its own, and compare the two.",
  );
}

function networksIn({ identities, accounts }: VaultItems): Set<string> {
  const chains = [...identities, ...accounts].map(({ chain }) => chain);
  return new Set(chains.filter((chain) => chain.startsWith(PREFIX) && chain !== UNKNOWN));
}

/** Of each account, the identity that it belongs to. */
function ownersIn({ identities, accounts }: VaultItems): Map<string, string> {
  const addressOf = new Map(identities.map(({ id, address }) => [id, address]));
  return new Map(
    accounts.flatMap(({ type, address, identity }) => {
      const owner = identity === undefined ? undefined : addressOf.get(identity);
      return type === "concordium" && owner !== undefined ? [[address, owner] as const] : [];
    }),
  );
}
