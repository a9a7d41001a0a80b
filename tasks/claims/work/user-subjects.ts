import { ZeroHash } from "ethers";
import type { Chain } from "../../../src/chain/connect";
import { readWallets } from "../../../src/chain/wallets";
import type { ClaimSubject } from "../../../src/claims/claims.types";
import { subjectOfCase, subjectOfWallet } from "../../../src/claims/subject";
import { findCandidates, registriesOfCandidates } from "../../../src/recovery/find-tokens";
import type { WalletFacts } from "../../../src/recovery/situation.types";
import { RefusedError } from "../../../src/shared/errors";
import { parseAddressList } from "../../io/parameters";
import { personFrom } from "../../io/person";
import { configuredTokens } from "../../io/token-list";

/**
 * Each wallet of a user that counts, as it is registered; for one that a case is about, the wallet that takes its place.
 * @param registry As in `--registry`; the registries of the tokens that the agent serves when left out.
 * @throws RefusedError NotRegistered, and what finding the user throws
 */
export async function subjectsOfUser(
  chain: Chain,
  user: string,
  registry: string | undefined,
): Promise<ClaimSubject[]> {
  const person = await personFrom(user, undefined);
  const registries =
    registry === undefined
      ? await registriesOfCandidates(chain, await findCandidates(chain, await configuredTokens()))
      : parseAddressList(registry, "registry");
  const wallets = await readWallets(chain, person?.user.wallets ?? [], registries);
  const counting = wallets.filter(({ effective }) => effective);
  if (counting.length === 0) throw notRegistered(user, registries);
  return Promise.all(counting.map((wallet) => subjectOf(chain, wallet)));
}

function subjectOf(chain: Chain, { address, liveCase, registrations }: WalletFacts): Promise<ClaimSubject> {
  if (liveCase !== ZeroHash) return subjectOfCase(chain, liveCase);
  return subjectOfWallet(
    chain,
    address,
    registrations.map(({ registry }) => registry),
  );
}

function notRegistered(user: string, registries: readonly string[]): RefusedError {
  const where = registries.length === 0 ? "in no registry that is known" : `in ${registries.join(", ")}`;
  return new RefusedError(
    "NotRegistered",
    `No wallet of the user ${user} is registered ${where}.`,
    "Name the registry with --registry, or see their wallets: npx hardhat directory show --user <user>",
  );
}
