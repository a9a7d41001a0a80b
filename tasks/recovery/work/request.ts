import { findRecovery } from "../../../src/chain/case";
import type { Chain } from "../../../src/chain/connect";
import { readGasPrice } from "../../../src/chain/fees";
import { readWallets } from "../../../src/chain/wallets";
import { registriesOf } from "../../../src/chain/token";
import { chooseRegistry } from "../../../src/recovery/choose-registry";
import { chooseLostWallet } from "../../../src/recovery/choose-wallet";
import { findCandidates, findTokens, registriesOfCandidates, type Candidates } from "../../../src/recovery/find-tokens";
import type { Recovery } from "../../../src/recovery/recovery";
import { requireTwoWallets, requireWallets } from "../../../src/recovery/require-wallets";
import type { Person, Situation } from "../../../src/recovery/situation.types";
import { composeRecovery } from "../../../src/recovery/survey";
import { parseAddress, parseHash32, parseWallet } from "../../../src/shared/addresses";
import { BadInputError } from "../../../src/shared/errors";
import { evidenceFrom } from "../../io/evidence";
import { parseAddressList } from "../../io/parameters";
import { configuredTokens } from "../../io/token-list";
import { personFrom } from "../../io/person";

/** What an operator says of a recovery on the command line. */
export interface RequestArgs {
  readonly case?: string;
  readonly user?: string;
  readonly lost?: string;
  readonly new?: string;
  readonly tokens?: string;
  readonly registry?: string;
  readonly keepIdentity: boolean;
  readonly evidence?: string;
}

export interface Request {
  readonly recovery: Recovery;
  readonly situation: Situation;
}

/** The recovery that the options describe: an earlier case by its id, or a new one; and all that is around it. */
export async function requestFrom(chain: Chain, args: RequestArgs): Promise<Request> {
  if (args.case !== undefined) {
    const recovery = await findRecovery(chain, parseHash32(args.case, "the case id"));
    const person = await personFrom(args.user, recovery.lostWallet);
    const wallets = await readWallets(chain, walletsOf(person, recovery.lostWallet), [recovery.registry]);
    return { recovery, situation: { ...(person && { person }), wallets, feePerGas: await readGasPrice(chain) } };
  }
  const { recovery, ...around } = await newRequest(chain, args);
  requireWallets(recovery, chain.agentAddress);
  return { recovery, situation: { ...around, feePerGas: await readGasPrice(chain) } };
}

async function newRequest(
  chain: Chain,
  args: RequestArgs,
): Promise<{ recovery: Recovery } & Omit<Situation, "feePerGas">> {
  const given = givenIn(args);
  const evidence = await evidenceFrom(args.evidence);
  const person = await personFrom(args.user, given.lost);
  const candidates: Candidates | undefined =
    given.tokens === undefined ? await findCandidates(chain, await configuredTokens()) : undefined;
  const registries = await registriesIn(chain, given, candidates);
  const wallets = await readWallets(chain, walletsOf(person, given.lost), registries);
  const lostWallet = given.lost ?? chooseLostWallet(wallets);
  requireTwoWallets(lostWallet, given.newWallet);
  const held = candidates === undefined ? undefined : await findTokens(chain, candidates, lostWallet);
  const registry = given.registry ?? chooseRegistry(wallets, lostWallet, registries, chain.agentAddress);
  const recovery = await composeRecovery(chain, {
    lostWallet,
    newWallet: given.newWallet,
    tokens: given.tokens ?? held?.map(({ address }) => address) ?? [],
    ...(given.registry === undefined && given.tokens !== undefined ? {} : { registry }),
    keepIdentity: args.keepIdentity,
    evidence,
  });
  const found = candidates && {
    served: candidates.served.length,
    configured: candidates.configured.length,
    held: held?.length ?? 0,
  };
  return { recovery, ...(person && { person }), wallets, ...(found && { found }) };
}

interface Given {
  readonly lost: string | undefined;
  readonly newWallet: string;
  readonly tokens: readonly string[] | undefined;
  readonly registry: string | undefined;
}

function givenIn(args: RequestArgs): Given {
  const lost = args.lost === undefined ? undefined : parseWallet(args.lost, "the lost wallet");
  if (lost === undefined && args.user === undefined) throw missing("--lost");
  if (args.new === undefined) throw missing("--new");
  const newWallet = parseWallet(args.new, "the new wallet");
  if (lost !== undefined) requireTwoWallets(lost, newWallet);
  const registry = args.registry === undefined ? undefined : parseAddress(args.registry, "the registry");
  // A registry alone means its identity alone, as before tokens could be found.
  const none = registry === undefined || args.user !== undefined ? undefined : [];
  const tokens = args.tokens === undefined ? none : parseAddressList(args.tokens, "token");
  return { lost, newWallet, tokens, registry };
}

async function registriesIn(chain: Chain, given: Given, candidates: Candidates | undefined): Promise<string[]> {
  const named = given.registry === undefined ? [] : [given.registry];
  const others =
    candidates === undefined
      ? await registriesOf(chain, given.tokens ?? [])
      : await registriesOfCandidates(chain, candidates);
  return [...new Set([...named, ...others])].filter((registry) => BigInt(registry) !== 0n);
}

function walletsOf(person: Person | undefined, lost: string | undefined): string[] {
  return [...new Set([...(person?.user.wallets ?? []), ...(lost === undefined ? [] : [lost])])];
}

function missing(option: string): BadInputError {
  return new BadInputError(
    "MissingOption",
    `${option} is missing.`,
    "Name an earlier case with --case, or a new one with --lost or --user, and --new.",
  );
}
