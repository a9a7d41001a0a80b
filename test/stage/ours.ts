import { AbiCoder, keccak256 } from "ethers";

import { Token__factory, type IdentityRegistry, type Token } from "../../typechain-types";
import { COUNTRY } from "./holdings";
import { HOLDING } from "./live-recovery";
import type { LiveRecovery } from "./live-recovery";
import type { LiveSuite } from "./live-suite";
import { rulesOf } from "./live-suite";
import type { Player } from "./cast";
import { deployRegainSuite, type RegainSuite, type RegainSuiteTerms } from "./regain-suite/suite";
import { confirm } from "./t-rex/deploy";

/** Our suite in use, and the recovery agent made an agent of it. */
export type Ours = LiveRecovery & LiveSuite;

export function registryOf({ ours }: Ours): IdentityRegistry {
  const [first] = ours;
  if (first === undefined) throw new Error("The suite has no token.");
  return first.registry;
}

/** A further token, on the stage's registry unless told otherwise; the holder has some of it. */
export async function addToken(live: Ours, salt: string, terms: Partial<RegainSuiteTerms> = {}): Promise<RegainSuite> {
  const { cast, codes, agent } = live;
  const suite = await deployRegainSuite(codes, {
    owner: cast.issuer,
    salt,
    agents: [cast.tokenAgent.address, await agent.getAddress()],
    registry: registryOf(live),
    rules: rulesOf(codes, {}),
    ...terms,
  });
  const token = suite.token.connect(cast.tokenAgent);
  await confirm(token.unpause());
  if (await suite.registry.isVerified(cast.holder)) await confirm(token.mint(cast.holder, HOLDING));
  return suite;
}

/** Registers another wallet of a person under an identity. */
export async function registerAnother(live: Ours, wallet: Player, identity: string): Promise<void> {
  await confirm(registryOf(live).connect(live.cast.tokenAgent).registerIdentity(wallet, identity, COUNTRY));
}

export function tokenAt(address: string, runner: Player): Token {
  return Token__factory.connect(address, runner);
}

export function keyHash(account: Player): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["address"], [account.address]));
}
