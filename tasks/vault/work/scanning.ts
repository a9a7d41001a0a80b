import { ZeroAddress } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { registeredIdentity } from "../../../src/chain/registry";
import { tried } from "../../../src/chain/send";
import { parseAddress } from "../../../src/shared/addresses";
import { RefusedError } from "../../../src/shared/errors";
import { encryptKey } from "../../../src/vault/accounts/account-key";
import { accountOfPhrase, NOT_IN_A_PHRASE, parseKeptPhrase } from "../../../src/vault/accounts/phrase-account";
import { recoveredName } from "../../../src/vault/merge/names";
import { planMerge } from "../../../src/vault/merge/plan-merge";
import { ethereumPath } from "../../../src/vault/phrase/ethereum-account";
import { foundItems, scanPhrase, type FoundAccount } from "../../../src/vault/scan";
import { askPhrase } from "../../account/work/secret-text";
import { parseIndex } from "../../io/parameters";
import { requireGoodPassword, warnOfShortPassword } from "../../io/password";
import type { TaskOutput, TaskResult } from "../../io/run";
import { askNewPassword } from "../../io/terminal";
import type { ScanArgs } from "../scan";
import { resultOf } from "./importing";
import { withVault } from "./locked-vault";
import { CHOOSE_NETWORK, networkOf, requireSameNetwork } from "./network";

const WIDEST_GAP = 1000;

/** Asks the registry for the accounts of a phrase, one after the other, and keeps those that it knows. */
export async function scanAccounts(
  hre: HardhatRuntimeEnvironment,
  args: ScanArgs,
  out: TaskOutput,
): Promise<TaskResult> {
  const registry = parseAddress(args.registry, "the identity registry");
  const gap = Math.max(1, parseIndex(args.gap, "gap", WIDEST_GAP));
  const kept = parseKeptPhrase(await askPhrase(args.in));
  const { provider } = hre.ethers;
  out.progress("Asking the registry…");
  const found = await scanPhrase({
    gap,
    accountAt: (index) => accountOfPhrase({ ...kept, path: "" }, "ethereum", recoveredName(index), ethereumPath(index)),
    identityOf: async (wallet) => {
      const identity = await tried(() => registeredIdentity({ provider }, registry, wallet));
      return identity === ZeroAddress ? undefined : identity;
    },
  });
  if (found.length === 0) throw nothingFound(registry, gap);
  for (const { index, account, identity } of found) {
    out.say(`  ${recoveredName(index)}  ${account.address}  identity ${identity}`);
  }
  return keepFound(hre, args, found, out);
}

async function keepFound(
  hre: HardhatRuntimeEnvironment,
  args: ScanArgs,
  found: readonly FoundAccount[],
  out: TaskOutput,
): Promise<TaskResult> {
  return withVault(args.vault, out, async (locked) => {
    const here = await networkOf(hre);
    if (locked.file !== undefined) requireSameNetwork(locked.file.header.network, here, "The registry", CHOOSE_NETWORK);
    const vault = await locked.open(locked.file?.header.network ?? here);
    const password = await askNewPassword("A password for these accounts:");
    requireGoodPassword(password);
    warnOfShortPassword(password, out);
    out.progress("Encrypting the keys…");
    const items = await foundItems(found, vault.header.network, (account) => encryptKey(account, password));
    const plan = planMerge(vault.payload, items);
    await locked.save(vault, plan.result);
    return resultOf({ vault: args.vault, in: "the phrase", dryRun: false }, plan, [NOT_IN_A_PHRASE]);
  });
}

function nothingFound(registry: string, gap: number): RefusedError {
  return new RefusedError(
    "NothingFound",
    `The registry ${registry} knows none of the first ${gap} accounts of this phrase. Nothing was kept.`,
    "Check the registry and the phrase, search further with --gap, or begin the recovery on chain: npx hardhat recovery preview",
  );
}
