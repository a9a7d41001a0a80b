import { ZeroAddress } from "ethers";
import { findRecovery } from "../chain/case";
import type { Chain } from "../chain/connect";
import { registeredIdentity } from "../chain/registry";
import { registriesOf } from "../chain/token";
import { RefusedError } from "../shared/errors";
import type { PlanFile } from "../recovery/files/plan-file";
import type { Recovery } from "../recovery/recovery";
import type { ClaimSubject } from "./claims.types";

/** The new wallet of a case that was proposed. */
export async function subjectOfCase(chain: Chain, caseId: string): Promise<ClaimSubject> {
  const recovery = await findRecovery(chain, caseId);
  const { lostIdentity, newIdentity } = await chain.agent.caseOf(caseId);
  return subjectOf(chain, { caseId, recovery, lostIdentity, newIdentity });
}

/** The new wallet of a case that nobody needs to have proposed yet. */
export async function subjectOfPlan(
  chain: Chain,
  { caseId, recovery, newIdentity }: Pick<PlanFile, "caseId" | "recovery" | "newIdentity">,
): Promise<ClaimSubject> {
  const lostIdentity = await registeredIdentity(chain, recovery.registry, recovery.lostWallet);
  return subjectOf(chain, { caseId, recovery, lostIdentity, newIdentity });
}

/** A wallet that is registered. @throws RefusedError NotRegistered, or IdentityChanged where the registries differ */
export async function subjectOfWallet(
  chain: Chain,
  wallet: string,
  registries: readonly string[],
): Promise<ClaimSubject> {
  const identities = await Promise.all(registries.map((registry) => registeredIdentity(chain, registry, wallet)));
  const [identity = ZeroAddress] = identities;
  const stray = identities.findIndex((other) => other === ZeroAddress || other !== identity);
  if (stray === -1) return { caseId: null, wallet, identity, lostIdentity: null, registries };
  if (identities[stray] === ZeroAddress) {
    throw new RefusedError(
      "NotRegistered",
      `The registry ${registries[stray] ?? ""} does not know the wallet ${wallet}.`,
      "Name a wallet that is registered there, or the case that will register it: --case <id>.",
    );
  }
  throw new RefusedError(
    "IdentityChanged",
    `The registries have several identities for ${wallet}: ${[...new Set(identities)].join(", ")}.`,
    "Name the registries of one identity at a time.",
  );
}

async function subjectOf(
  chain: Chain,
  found: {
    readonly caseId: string;
    readonly recovery: Recovery;
    readonly lostIdentity: string;
    readonly newIdentity: string;
  },
): Promise<ClaimSubject> {
  const { caseId, recovery, lostIdentity, newIdentity } = found;
  const ofTokens = await registriesOf(chain, recovery.tokens);
  const registries = [...new Set([recovery.registry, ...ofTokens])].filter((registry) => registry !== ZeroAddress);
  const isReplaced = lostIdentity !== newIdentity && lostIdentity !== ZeroAddress;
  return {
    caseId,
    wallet: recovery.newWallet,
    identity: newIdentity,
    lostIdentity: isReplaced ? lostIdentity : null,
    registries,
  };
}
