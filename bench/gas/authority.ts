import { ethers } from "hardhat";

import type { Cast } from "../../test/stage/cast";
import { COUNTRY } from "../../test/stage/holdings";
import { deployCodes } from "../../test/stage/regain-suite/codes";
import { createIdentity } from "../../test/stage/regain-suite/holders";
import { deployRegainSuite } from "../../test/stage/regain-suite/suite";
import { confirm } from "../../test/stage/t-rex/deploy";
import { gasOf } from "./receipts";

const MINTER = 10n;

/** What a mint costs more when a minter sends it through the authority than when an agent sends it. */
export async function authorityCost(cast: Cast): Promise<bigint> {
  const authority = await ethers.deployContract("AccessManager", [cast.deployer], cast.deployer);
  const codes = await deployCodes(cast.deployer);
  const { token, registry } = await deployRegainSuite(codes, {
    owner: cast.issuer,
    agents: [cast.tokenAgent.address, await authority.getAddress()],
  });
  const identity = await createIdentity(codes, cast.holder);
  await confirm(registry.connect(cast.tokenAgent).registerIdentity(cast.holder, identity, COUNTRY));
  await confirm(authority.setTargetFunctionRole(token, [token.interface.getFunction("mint").selector], MINTER));
  await confirm(authority.grantRole(MINTER, cast.stranger, 0));
  await confirm(token.connect(cast.tokenAgent).mint(cast.holder, 1n));

  const direct = await gasOf(token.connect(cast.tokenAgent).mint(cast.holder, 1n));
  const call = token.interface.encodeFunctionData("mint", [cast.holder.address, 1n]);
  return (await gasOf(authority.connect(cast.stranger).execute(token, call))) - direct;
}
