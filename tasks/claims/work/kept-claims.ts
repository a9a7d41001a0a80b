import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { Chain } from "../../../src/chain/connect";
import type { Gap } from "../../../src/claims/claims.types";
import { formerIdentityOf, withKeptClaims } from "../../../src/claims/kept";
import { claimsKeptOf } from "../../../src/vault/handover";
import type { TaskOutput } from "../../io/run";
import { vaultMissing, withVault } from "../../vault/work/locked-vault";
import { CHOOSE_NETWORK, networkOf, requireSameNetwork } from "../../vault/work/network";

/** Looks into the holder's vault for what the identities on chain have no more. */
export async function fillFromVault(
  hre: HardhatRuntimeEnvironment,
  chain: Chain,
  gaps: readonly Gap[],
  path: string,
  out: TaskOutput,
): Promise<readonly Gap[]> {
  const payload = await withVault(path, out, async (locked) => {
    if (locked.file === undefined) throw vaultMissing(path);
    const { network } = locked.file.header;
    requireSameNetwork(network, await networkOf(hre), "The chosen network", CHOOSE_NETWORK);
    return (await locked.open(network)).payload;
  });
  return Promise.all(gaps.map((gap) => withKeptClaims(chain, gap, claimsKeptOf(payload, formerIdentityOf(gap)))));
}
