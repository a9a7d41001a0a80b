import { IRecoverableRegistry__factory } from "../../typechain-types/factories/contracts/registry/IRecoverableRegistry__factory";
import { IToken__factory } from "../../typechain-types/factories/contracts/token/IToken__factory";
import type { Chain } from "./connect";
import { STANDINGS, type Standing } from "./enums";
import { registryOf } from "./token";

/** A wallet's standing in a registry; null when the registry keeps no standings, as one of the standard alone. */
export async function readStanding(chain: Chain, registry: string, wallet: string): Promise<Standing | null> {
  const standing = await IRecoverableRegistry__factory.connect(registry, chain.provider)
    .standingOf(wallet)
    .catch(() => undefined);
  return standing === undefined ? null : (STANDINGS[Number(standing)] ?? null);
}

/** Whether a registry keeps a wallet from sending and receiving. */
export function isHeld(standing: Standing | null): boolean {
  return standing !== null && standing !== "free";
}

/** Those of a case's tokens that its registry protects by one write: tokens of our suite on the same storage. */
export async function suiteTokens(
  chain: Chain,
  {
    registry,
    lostWallet,
    tokens,
  }: { readonly registry: string; readonly lostWallet: string; readonly tokens: readonly string[] },
): Promise<string[]> {
  if ((await readStanding(chain, registry, lostWallet)) === null) return [];
  const identityStorage = await storageOf(chain, registry);
  const serves = await Promise.all(
    tokens.map(async (token) => {
      const [isOurs, itsRegistry] = await Promise.all([isTokenOfOurs(chain, token), registryOf(chain, token)]);
      if (!isOurs) return false;
      return itsRegistry === registry || (await storageOf(chain, itsRegistry)) === identityStorage;
    }),
  );
  return tokens.filter((_, index) => serves[index]);
}

/** Frees a successor that is verified by now. */
export async function releaseVerifiedCall(chain: Chain, registry: string, newWallet: string) {
  return IRecoverableRegistry__factory.connect(registry, chain.provider).releaseVerified.populateTransaction(newWallet);
}

/** The storage that a registry writes to; empty when it does not say. */
export async function storageOf(chain: Chain, registry: string): Promise<string> {
  return IRecoverableRegistry__factory.connect(registry, chain.provider)
    .identityStorage()
    .catch(() => "");
}

async function isTokenOfOurs(chain: Chain, token: string): Promise<boolean> {
  return IToken__factory.connect(token, chain.provider)
    .holdingOf(chain.agentAddress)
    .then(() => true)
    .catch(() => false);
}
