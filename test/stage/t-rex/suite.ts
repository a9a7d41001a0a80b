import { ZeroAddress } from "ethers";

import { confirm, deployBehind } from "./deploy";
import type { TRexCompliance, TRexToken } from "./handles";
import type { TRexImplementations } from "./implementations";
import { bindRules } from "./modules";
import type { Rules } from "./modules";
import { deployRegistry } from "./registry";
import type { RegistrySet, RegistryTerms } from "./registry";

/** A token and all that it stands on. */
export interface Suite extends RegistrySet {
  readonly token: TRexToken;
  readonly compliance: TRexCompliance;
}

export interface SuiteTerms extends RegistryTerms {
  readonly name: string;
  readonly symbol: string;
  readonly decimals: number;
  readonly rules?: Rules;
  /** Another token's registry, to share; `topics`, `issuers` and `storage` are its own then. */
  readonly registry?: RegistrySet;
}

/**
 * Deploys a token as TREXFactory does, but for the choice to share a registry: proxies of the
 * authority's code, the token an agent of its registry. The token starts paused.
 */
export async function deploySuite(implementations: TRexImplementations, terms: SuiteTerms): Promise<Suite> {
  const { owner } = terms;
  const { target: authority } = implementations.authority;
  const registrySet = terms.registry ?? (await deployRegistry(implementations, terms));

  const compliance = await deployBehind<TRexCompliance>("ModularComplianceProxy", "ModularCompliance", owner, [
    authority,
  ]);
  const token = await deployBehind<TRexToken>("TokenProxy", "Token", owner, [
    authority,
    registrySet.registry.target,
    compliance.target,
    terms.name,
    terms.symbol,
    terms.decimals,
    ZeroAddress,
  ]);

  await confirm(registrySet.registry.connect(owner).addAgent(token.target));
  for (const agent of terms.agents) await confirm(token.addAgent(agent));
  await bindRules(implementations, compliance, terms.rules ?? {});
  return { ...registrySet, token, compliance };
}
