import type { Signer } from "ethers";
import { ethers } from "hardhat";
import type {
  ConditionalTransferModule,
  CountryAllowModule,
  CountryRestrictModule,
  IdentityFactory,
  InvestorCountModule,
  LockUpModule,
  MaxBalanceModule,
  SuiteFactory,
  SupplyLimitModule,
  TransferLimitModule,
} from "../../../typechain-types";

/** One module of each kind: they serve every compliance. */
export interface Modules {
  readonly countryAllow: CountryAllowModule;
  readonly countryRestrict: CountryRestrictModule;
  readonly maxBalance: MaxBalanceModule;
  readonly supplyLimit: SupplyLimitModule;
  readonly investorCount: InvestorCountModule;
  readonly transferLimit: TransferLimitModule;
  readonly lockUp: LockUpModule;
  readonly conditionalTransfer: ConditionalTransferModule;
}

/** What every suite on a chain shares: deployed once. */
export interface SuiteCodes {
  readonly factory: SuiteFactory;
  readonly identityFactory: IdentityFactory;
  readonly modules: Modules;
}

/** By their artifacts: typechain's factories carry code that a coverage run does not see. */
export async function deployCodes(deployer: Signer): Promise<SuiteCodes> {
  const codes = {
    token: await ethers.deployContract("Token", deployer),
    compliance: await ethers.deployContract("ModularCompliance", deployer),
    registry: await ethers.deployContract("IdentityRegistry", deployer),
    identityStorage: await ethers.deployContract("IdentityRegistryStorage", deployer),
    policy: await ethers.deployContract("ClaimPolicy", deployer),
  };
  const factory = await ethers.deployContract("SuiteFactory", [codes], deployer);
  const identityFactory = await ethers.deployContract("IdentityFactory", deployer);
  return { factory, identityFactory, modules: await deployModules(deployer) };
}

async function deployModules(deployer: Signer): Promise<Modules> {
  return {
    countryAllow: await ethers.deployContract("CountryAllowModule", deployer),
    countryRestrict: await ethers.deployContract("CountryRestrictModule", deployer),
    maxBalance: await ethers.deployContract("MaxBalanceModule", deployer),
    supplyLimit: await ethers.deployContract("SupplyLimitModule", deployer),
    investorCount: await ethers.deployContract("InvestorCountModule", deployer),
    transferLimit: await ethers.deployContract("TransferLimitModule", deployer),
    lockUp: await ethers.deployContract("LockUpModule", deployer),
    conditionalTransfer: await ethers.deployContract("ConditionalTransferModule", deployer),
  };
}
