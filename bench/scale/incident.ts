import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getAddress, toBeHex, Wallet, ZeroAddress, ZeroHash, type BaseWallet } from "ethers";
import {
  HonestCompliance__factory,
  HonestRegistry__factory,
  HonestToken__factory,
  IdentityFactory__factory,
} from "../../typechain-types";
import { encodeAcceptance } from "../../src/recovery/files/acceptance-file";
import { caseIdOf, RECOVERY_TYPES, typedDomainOf, type Recovery } from "../../src/recovery/recovery";
import type { Anvil } from "../../test/faults/anvil";
import type { World } from "../../test/faults/world";
import { sendAll } from "./pipeline";

const COUNTRY = 250;

/** A recovery that its new wallet accepted. */
export interface Accepted {
  readonly recovery: Recovery;
  readonly caseId: string;
  readonly acceptance: string;
}

/** So many people, each with an identity of their own and one token, who lost their wallets. */
export async function giveHolders(anvil: Anvil, world: World, count: number): Promise<Accepted[]> {
  const token = await deployToken(anvil, world);
  const lost = wallets(count, 1);
  const identities = await createIdentities(anvil, world, lost);
  const { issuer } = world.cast;
  const registry = HonestRegistry__factory.createInterface();
  const tokens = HonestToken__factory.createInterface();
  await sendAll(
    anvil,
    issuer.address,
    lost.flatMap(({ address }, index) => [
      {
        to: world.registry,
        data: registry.encodeFunctionData("registerIdentity", [address, identities[index] ?? ZeroAddress, COUNTRY]),
      },
      { to: token, data: tokens.encodeFunctionData("mint", [address, 1000]) },
    ]),
  );
  const fresh = wallets(count, 2);
  return Promise.all(
    lost.map(({ address }, index) => accept(world, token, address, fresh[index] ?? Wallet.createRandom())),
  );
}

/** The incident as the command reads it: its file, and a file for each acceptance. */
export function writeIncident(folder: string, { chain }: World, accepted: readonly Accepted[]): string {
  const { chainId, agentAddress: agent } = chain;
  mkdirSync(join(folder, "acceptances"));
  const lines = accepted.map(({ recovery, caseId, acceptance }, index) => {
    const file = `acceptances/${index}.json`;
    writeFileSync(join(folder, file), encodeAcceptance({ chainId, agent, caseId, recovery, signature: acceptance }));
    return [recovery.lostWallet, recovery.newWallet, recovery.evidence, file].join(",");
  });
  const path = join(folder, "incident.csv");
  writeFileSync(path, ["lost,new,evidence,acceptance", ...lines, ""].join("\n"));
  return path;
}

async function deployToken(anvil: Anvil, { chain, cast, registry }: World): Promise<string> {
  const { issuer } = cast;
  const [compliance] = await sendAll(anvil, issuer.address, [{ data: HonestCompliance__factory.bytecode }]);
  const creation = new HonestToken__factory(issuer).getDeployTransaction(registry, compliance?.contractAddress ?? "");
  const [token] = await sendAll(anvil, issuer.address, [{ data: (await creation).data }]);
  const address = getAddress(token?.contractAddress ?? "");
  const abi = HonestToken__factory.createInterface();
  const agents = [chain.agentAddress, issuer.address].map((agent) => abi.encodeFunctionData("addAgent", [agent]));
  await sendAll(
    anvil,
    issuer.address,
    agents.map((data) => ({ to: address, data })),
  );
  return address;
}

async function createIdentities(
  anvil: Anvil,
  { chain, cast }: World,
  owners: readonly BaseWallet[],
): Promise<string[]> {
  const factory = IdentityFactory__factory.connect(await chain.agent.identityFactory(), chain.provider);
  const { address: creator } = cast.issuer;
  const calls = owners.map(({ address }, index) => ({
    to: factory.target as string,
    data: factory.interface.encodeFunctionData("createIdentity", [toBeHex(index + 1, 32), address, [], []]),
  }));
  await sendAll(anvil, creator, calls);
  return Promise.all(owners.map((_, index) => factory.predictIdentity(creator, toBeHex(index + 1, 32))));
}

async function accept(
  { chain, registry }: World,
  token: string,
  lostWallet: string,
  next: BaseWallet,
): Promise<Accepted> {
  const domain = { chainId: chain.chainId, agent: chain.agentAddress };
  const terms = { registry, lostWallet, newWallet: next.address, identity: ZeroAddress, tokens: [token] };
  const recovery: Recovery = { ...terms, evidence: ZeroHash, nonce: 0n };
  const acceptance = await next.signTypedData(typedDomainOf(domain), RECOVERY_TYPES, recovery);
  return { recovery, caseId: caseIdOf(domain, recovery), acceptance };
}

/** The same ones each time. */
function wallets(count: number, kind: number): BaseWallet[] {
  return Array.from({ length: count }, (_, index) => new Wallet(toBeHex((kind << 24) + index + 1, 32)));
}
