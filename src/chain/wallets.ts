import { ZeroAddress, ZeroHash } from "ethers";
import { IIdentityRegistry__factory } from "../../typechain-types/factories/contracts/interfaces/IIdentityRegistry__factory";
import type { WalletFacts } from "../recovery/situation.types";
import type { Chain } from "./connect";
import { readMany, type Probe } from "./reader/read-many";
import { addressIn, isTrue } from "./reader/replies";

const registryAbi = IIdentityRegistry__factory.createInterface();
/** Registries that are asked about a wallet; those of one issuer mostly share one storage. */
const MOST_REGISTRIES = 12;

/** What registries and the recovery agent know of wallets, in one request. */
export async function readWallets(
  chain: Chain,
  wallets: readonly string[],
  registries: readonly string[],
): Promise<WalletFacts[]> {
  const asked = registries.slice(0, MOST_REGISTRIES);
  const ofAgent = (name: "successorOf" | "liveCaseOf"): Probe => ({
    to: chain.agentAddress,
    data: chain.agent.interface.getFunction(name).selector,
    aboutSubject: true,
  });
  const ofRegistry = (to: string): Probe[] =>
    (["identity", "isVerified"] as const).map((name) => ({
      to,
      data: registryAbi.getFunction(name).selector,
      aboutSubject: true,
    }));
  const rows = await readMany(chain.provider, wallets, [
    ofAgent("successorOf"),
    ofAgent("liveCaseOf"),
    ...asked.flatMap(ofRegistry),
  ]);
  return rows.map(([successorReply, liveCase, ...ofRegistries], index) => {
    const successor = addressIn(successorReply) ?? ZeroAddress;
    const registrations = asked
      .map((registry, at) => ({
        registry,
        identity: addressIn(ofRegistries[2 * at]) ?? ZeroAddress,
        verified: isTrue(ofRegistries[2 * at + 1]),
      }))
      .filter(({ identity }) => identity !== ZeroAddress);
    return {
      address: wallets[index] ?? ZeroAddress,
      effective: registrations.length > 0 && successor === ZeroAddress,
      successor,
      liveCase: liveCase ?? ZeroHash,
      registrations,
    };
  });
}
