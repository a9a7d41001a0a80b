import { Interface } from "ethers";

import { artifactOf } from "./artifacts";
import type { ContractName } from "./artifacts";
import { confirm } from "./deploy";
import type { TRexCompliance } from "./handles";
import type { TRexImplementations } from "./implementations";

/** The rules of a token, each checked by a module of its own. */
export interface Rules {
  /** The most that one identity may hold. */
  readonly maxBalance?: bigint;
  /** ISO 3166-1 numeric codes of the countries whose holders may receive. */
  readonly countries?: readonly number[];
}

/** Binds the modules that the rules need. Only before the first mint: MaxBalance refuses later. */
export async function bindRules(
  implementations: TRexImplementations,
  compliance: TRexCompliance,
  rules: Rules,
): Promise<void> {
  if (rules.maxBalance !== undefined) {
    await confirm(compliance.addModule(implementations.maxBalance.target));
    await setMaxBalance(implementations, compliance, rules.maxBalance);
  }
  if (rules.countries !== undefined) {
    const { target: module } = implementations.countryAllow;
    await confirm(compliance.addModule(module));
    const allow = encode("CountryAllowModule", "batchAllowCountries", [[...rules.countries]]);
    await confirm(compliance.callModuleFunction(allow, module));
  }
}

export async function setMaxBalance(
  implementations: TRexImplementations,
  compliance: TRexCompliance,
  maxBalance: bigint,
): Promise<void> {
  const set = encode("MaxBalanceModule", "setMaxBalance", [maxBalance]);
  await confirm(compliance.callModuleFunction(set, implementations.maxBalance.target));
}

function encode(module: ContractName, method: string, args: readonly unknown[]): string {
  return new Interface(artifactOf(module).abi).encodeFunctionData(method, args);
}
