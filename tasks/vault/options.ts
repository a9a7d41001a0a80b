import type { ConfigurableTaskDefinition } from "hardhat/types";
import { DEFAULT_VAULT } from "./scope";

/** For tasks that work with a vault. */
export function withVaultOptions(task: ConfigurableTaskDefinition): ConfigurableTaskDefinition {
  return task
    .addOptionalParam(
      "vault",
      "The vault; its password is asked for, or comes from REGAIN_VAULT_PASSWORD",
      DEFAULT_VAULT,
    )
    .addFlag("json", "Print JSON for machines: see docs/json.md");
}
