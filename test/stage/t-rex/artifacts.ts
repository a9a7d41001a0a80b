import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { InterfaceAbi } from "ethers";

/** What a published artifact gives: enough to deploy a contract and to call it. */
export interface Artifact {
  readonly abi: InterfaceAbi;
  readonly bytecode: string;
}

const T_REX = "@tokenysolutions/t-rex";
const ONCHAINID = "@onchain-id/solidity";

const FOLDERS = {
  Token: [T_REX, "token"],
  IdentityRegistry: [T_REX, "registry/implementation"],
  IdentityRegistryStorage: [T_REX, "registry/implementation"],
  ClaimTopicsRegistry: [T_REX, "registry/implementation"],
  TrustedIssuersRegistry: [T_REX, "registry/implementation"],
  ModularCompliance: [T_REX, "compliance/modular"],
  MaxBalanceModule: [T_REX, "compliance/modular/modules"],
  CountryAllowModule: [T_REX, "compliance/modular/modules"],
  ModuleProxy: [T_REX, "compliance/modular/modules"],
  TREXImplementationAuthority: [T_REX, "proxy/authority"],
  TokenProxy: [T_REX, "proxy"],
  IdentityRegistryProxy: [T_REX, "proxy"],
  IdentityRegistryStorageProxy: [T_REX, "proxy"],
  ClaimTopicsRegistryProxy: [T_REX, "proxy"],
  TrustedIssuersRegistryProxy: [T_REX, "proxy"],
  ModularComplianceProxy: [T_REX, "proxy"],
  Identity: [ONCHAINID, ""],
  ClaimIssuer: [ONCHAINID, ""],
  ImplementationAuthority: [ONCHAINID, "proxy"],
  IdentityProxy: [ONCHAINID, "proxy"],
} as const;

export type ContractName = keyof typeof FOLDERS;

const loaded = new Map<ContractName, Artifact>();

/** The artifact of a contract, read from the published package and kept. */
export function artifactOf(name: ContractName): Artifact {
  const known = loaded.get(name);
  if (known !== undefined) return known;

  const [pkg, folder] = FOLDERS[name];
  const root = dirname(require.resolve(`${pkg}/package.json`));
  const file = join(root, "artifacts/contracts", folder, `${name}.sol`, `${name}.json`);
  const artifact = JSON.parse(readFileSync(file, "utf8")) as Artifact;
  loaded.set(name, artifact);
  return artifact;
}
