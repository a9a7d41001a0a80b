import type { Chain } from "../../../src/chain/connect";
import type { Recovery } from "../../../src/recovery/recovery";
import { parseAddress, parseHash32, parseWallet } from "../../../src/shared/addresses";
import { BadInputError } from "../../../src/shared/errors";
import { parseAddressList } from "../../io/parameters";

/** What an operator says of a recovery on the command line. */
export interface RequestArgs {
  readonly case?: string;
  readonly lost?: string;
  readonly new?: string;
  readonly tokens?: string;
  readonly registry?: string;
  readonly keepIdentity: boolean;
  readonly evidence?: string;
}

const NO_EVIDENCE = `0x${"0".repeat(64)}`;

/** The recovery that the options describe: an earlier case by its id, or a new one. */
export async function recoveryFrom(chain: Chain, args: RequestArgs): Promise<Recovery> {
  if (args.case !== undefined) {
    const { findRecovery } = await import("../../../src/chain/case");
    return findRecovery(chain, parseHash32(args.case, "the case id"));
  }
  const { composeRecovery } = await import("../../../src/recovery/survey");
  const lostWallet = parseWallet(required(args.lost, "--lost"), "the lost wallet");
  const newWallet = parseWallet(required(args.new, "--new"), "the new wallet");
  if (lostWallet === newWallet) {
    throw new BadInputError(
      "SameWallet",
      `The lost and the new wallet are the same: ${lostWallet}.`,
      "Name a fresh wallet with --new; create one with: npx hardhat wallet create --out new-wallet.json",
    );
  }
  const tokens = args.tokens === undefined ? [] : parseAddressList(args.tokens, "token");
  const registry = args.registry === undefined ? undefined : parseAddress(args.registry, "the registry");
  if (tokens.length === 0 && registry === undefined) required(args.tokens, "--tokens");
  const recovery = await composeRecovery(chain, {
    lostWallet,
    newWallet,
    tokens,
    ...(registry === undefined ? {} : { registry }),
    keepIdentity: args.keepIdentity,
    evidence: args.evidence === undefined ? NO_EVIDENCE : parseHash32(args.evidence, "the evidence hash"),
  });
  requireWallets(chain, recovery);
  return recovery;
}

/** @throws BadInputError ForbiddenAddress when a contract of the system is named as a wallet */
function requireWallets(chain: Chain, recovery: Recovery): void {
  const system = new Map([
    ...recovery.tokens.map((token) => [token, "a token of the case"] as const),
    [recovery.registry, "the identity registry"],
    [chain.agentAddress, "the recovery agent"],
  ]);
  for (const wallet of [recovery.lostWallet, recovery.newWallet]) {
    const what = system.get(wallet);
    if (what === undefined) continue;
    throw new BadInputError(
      "ForbiddenAddress",
      `${wallet} is ${what}, not a wallet.`,
      "Name the person's own account.",
    );
  }
}

function required(value: string | undefined, option: string): string {
  if (value !== undefined) return value;
  throw new BadInputError(
    "MissingOption",
    `${option} is missing.`,
    "Name an earlier case with --case, or a new one with --lost, --new and --tokens.",
  );
}
