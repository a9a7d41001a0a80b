import { Interface, ZeroAddress } from "ethers";

import type { Player } from "../cast";
import { artifactOf } from "./artifacts";
import type { ContractName } from "./artifacts";
import { confirm, deploy, deployBehind } from "./deploy";
import type { Handle, TRexCountryAllowModule, TRexImplementationAuthority, TRexMaxBalanceModule } from "./handles";

/** What every suite on a chain shares: deployed once. */
export interface TRexImplementations {
  /** Tells each proxy of a suite the code to run. */
  readonly authority: TRexImplementationAuthority;
  /** Where each ONCHAINID proxy finds its code. */
  readonly identityAuthority: Handle;
  readonly maxBalance: TRexMaxBalanceModule;
  readonly countryAllow: TRexCountryAllowModule;
}

const VERSION = { major: 4, minor: 1, patch: 6 };

export async function deployImplementations(deployer: Player): Promise<TRexImplementations> {
  const authority = await deployAuthority(deployer);
  const identity = await deploy("Identity", deployer, [deployer.address, true]);
  return {
    authority,
    identityAuthority: await deploy("ImplementationAuthority", deployer, [identity.target]),
    maxBalance: await deployModule<TRexMaxBalanceModule>("MaxBalanceModule", deployer),
    countryAllow: await deployModule<TRexCountryAllowModule>("CountryAllowModule", deployer),
  };
}

async function deployAuthority(deployer: Player): Promise<TRexImplementationAuthority> {
  const authority = await deploy<TRexImplementationAuthority>("TREXImplementationAuthority", deployer, [
    true,
    ZeroAddress,
    ZeroAddress,
  ]);
  const code = async (name: ContractName): Promise<string> => (await deploy(name, deployer)).target;
  const implementations = {
    tokenImplementation: await code("Token"),
    ctrImplementation: await code("ClaimTopicsRegistry"),
    irImplementation: await code("IdentityRegistry"),
    irsImplementation: await code("IdentityRegistryStorage"),
    tirImplementation: await code("TrustedIssuersRegistry"),
    mcImplementation: await code("ModularCompliance"),
  };
  await confirm(authority.addAndUseTREXVersion(VERSION, implementations));
  return authority;
}

async function deployModule<H extends Handle>(name: ContractName, deployer: Player): Promise<H> {
  const code = await deploy(name, deployer);
  const initialize = new Interface(artifactOf(name).abi).encodeFunctionData("initialize");
  return deployBehind<H>("ModuleProxy", name, deployer, [code.target, initialize]);
}
