import type { Signer } from "ethers";
import {
  ClaimPolicy__factory,
  ConditionalTransferModule__factory,
  CountryAllowModule__factory,
  CountryRestrictModule__factory,
  IdentityFactory__factory,
  IdentityRegistryStorage__factory,
  IdentityRegistry__factory,
  InvestorCountModule__factory,
  LockUpModule__factory,
  MaxBalanceModule__factory,
  ModularCompliance__factory,
  SuiteFactory__factory,
  SupplyLimitModule__factory,
  Token__factory,
  TransferLimitModule__factory,
  type ConditionalTransferModule,
  type CountryAllowModule,
  type CountryRestrictModule,
  type IdentityFactory,
  type InvestorCountModule,
  type LockUpModule,
  type MaxBalanceModule,
  type SuiteFactory,
  type SupplyLimitModule,
  type TransferLimitModule,
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

export async function deployCodes(deployer: Signer): Promise<SuiteCodes> {
  const factory = await new SuiteFactory__factory(deployer).deploy({
    token: await new Token__factory(deployer).deploy(),
    compliance: await new ModularCompliance__factory(deployer).deploy(),
    registry: await new IdentityRegistry__factory(deployer).deploy(),
    identityStorage: await new IdentityRegistryStorage__factory(deployer).deploy(),
    policy: await new ClaimPolicy__factory(deployer).deploy(),
  });
  const identityFactory = await new IdentityFactory__factory(deployer).deploy();
  return { factory, identityFactory, modules: await deployModules(deployer) };
}

async function deployModules(deployer: Signer): Promise<Modules> {
  return {
    countryAllow: await new CountryAllowModule__factory(deployer).deploy(),
    countryRestrict: await new CountryRestrictModule__factory(deployer).deploy(),
    maxBalance: await new MaxBalanceModule__factory(deployer).deploy(),
    supplyLimit: await new SupplyLimitModule__factory(deployer).deploy(),
    investorCount: await new InvestorCountModule__factory(deployer).deploy(),
    transferLimit: await new TransferLimitModule__factory(deployer).deploy(),
    lockUp: await new LockUpModule__factory(deployer).deploy(),
    conditionalTransfer: await new ConditionalTransferModule__factory(deployer).deploy(),
  };
}
