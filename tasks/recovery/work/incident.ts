import { dirname, join, resolve } from "node:path";
import type { Chain } from "../../../src/chain/connect";
import { registriesOf } from "../../../src/chain/token";
import { readWallets } from "../../../src/chain/wallets";
import { parseUserKey, requireSomeWallet, requireUser, requireUsersWallet } from "../../../src/directory/find-user";
import { reportOfFailure, type LookOptions } from "../../../src/recovery/batch-outlook";
import type { BatchEntry, EntryReport } from "../../../src/recovery/batch.types";
import { chooseRegistry } from "../../../src/recovery/choose-registry";
import { chooseLostWallet } from "../../../src/recovery/choose-wallet";
import { parseAcceptance } from "../../../src/recovery/files/acceptance-file";
import { findCandidates, findTokens } from "../../../src/recovery/find-tokens";
import { caseIdOf } from "../../../src/recovery/recovery";
import { requireTwoWallets, requireWallets } from "../../../src/recovery/require-wallets";
import { composeRecovery } from "../../../src/recovery/survey";
import { BadInputError } from "../../../src/shared/errors";
import { inParallel, paceOf } from "../../../src/shared/in-parallel";
import { readClaims } from "../../io/case-files";
import { readDirectory, type Readable } from "../../io/directory";
import { readText } from "../../io/files";
import type { IncidentLine } from "../../io/incident-file";
import { parseAddressList } from "../../io/parameters";
import { configuredTokens } from "../../io/token-list";
import type { BatchArgs } from "../batch";
import { planNow, writePlan } from "./planning";

/** What an incident comes to before anything is sent. */
export interface Incident {
  readonly entries: readonly BatchEntry[];
  /** Lines that name no recovery: one that cannot be read stops no other. */
  readonly refused: readonly EntryReport[];
}

/** Where the lines of one incident are looked up. */
interface Sources {
  readonly chain: Chain;
  readonly directory: Readable;
  readonly args: BatchArgs;
  /** The tokens that a wallet's recovery is about. */
  readonly tokensOf: (wallet: string) => Promise<string[]>;
  readonly registries: () => Promise<string[]>;
}

/** Looks up what each line is about: the person, the tokens, the files that were handed over. */
export async function readEntries(
  chain: Chain,
  lines: readonly IncidentLine[],
  args: BatchArgs,
  { parallel, onProgress }: LookOptions,
): Promise<Incident> {
  return readDirectory(async (directory) => {
    const sources = { chain, directory, args, ...(await tokenSources(chain, args)) };
    const next = paceOf(lines.length);
    const read = await inParallel(lines, parallel, async (line) => {
      const entry = await readEntry(sources, line).catch((error: unknown): EntryReport => ({
        ...{ line: line.line, caseId: "", transactions: 0 },
        ...reportOfFailure(error),
      }));
      onProgress?.(next());
      return entry;
    });
    return {
      entries: read.filter((each) => "recovery" in each),
      refused: read.filter((each) => "state" in each),
    };
  });
}

/** The tokens that the command names, or else those that each wallet holds. */
async function tokenSources(chain: Chain, { tokens }: BatchArgs): Promise<Pick<Sources, "tokensOf" | "registries">> {
  const named = tokens === undefined ? undefined : parseAddressList(tokens, "token");
  const candidates = await findCandidates(chain, named ?? (await configuredTokens()));
  const known = named ?? [...candidates.served, ...candidates.configured];
  let registries: Promise<string[]> | undefined;
  return {
    tokensOf: async (wallet) => named ?? (await findTokens(chain, candidates, wallet)).map(({ address }) => address),
    registries: () => (registries ??= distinctRegistries(chain, known)),
  };
}

async function distinctRegistries(chain: Chain, tokens: readonly string[]): Promise<string[]> {
  return [...new Set(await registriesOf(chain, tokens))].filter((each) => BigInt(each) !== 0n);
}

/** Files are named from where the incident file is. */
async function readEntry(sources: Sources, line: IncidentLine): Promise<BatchEntry> {
  const near = (path: string): string => resolve(dirname(sources.args.file), path);
  const claims = line.claims === "" ? [] : (await readClaims(near(line.claims))).flatMap((file) => [...file.claims]);
  if (line.acceptance !== "") return { ...(await acceptedEntry(sources, line, near(line.acceptance))), claims };
  return { ...(await newEntry(sources, line)), claims };
}

async function newEntry(sources: Sources, line: IncidentLine): Promise<Omit<BatchEntry, "claims">> {
  const { chain, args, tokensOf } = sources;
  const lostWallet = await lostWalletOf(sources, line);
  const { newWallet, evidence } = line;
  requireTwoWallets(lostWallet, newWallet);
  const tokens = await tokensOf(lostWallet);
  const registry = tokens.length === 0 ? await registryOf(sources, lostWallet) : undefined;
  const request = { lostWallet, newWallet, evidence, tokens, keepIdentity: false, ...(registry && { registry }) };
  const recovery = await composeRecovery(chain, request);
  requireWallets(recovery, chain.agentAddress);
  if (args.plans !== undefined) {
    await writePlan(await planNow(chain, recovery, args), join(args.plans, `plan-${line.line}.json`));
  }
  return {
    line: line.line,
    caseId: caseIdOf({ chainId: chain.chainId, agent: chain.agentAddress }, recovery),
    recovery,
  };
}

async function acceptedEntry(
  { directory }: Sources,
  line: IncidentLine,
  path: string,
): Promise<Omit<BatchEntry, "claims">> {
  const { caseId, recovery, signature } = parseAcceptance(await readText(path, "the acceptance"));
  const { lostWallet, newWallet, evidence } = recovery;
  const isNamed = line.lostWallet === undefined || line.lostWallet === lostWallet;
  if (!isNamed || newWallet !== line.newWallet || evidence !== line.evidence) {
    throw new BadInputError(
      "OtherCase",
      `The acceptance is for ${lostWallet} to ${newWallet} with evidence ${evidence}, not for this line.`,
      "Name the acceptance of this very recovery, or leave it out.",
    );
  }
  if (line.user !== "") {
    const user = await requireUser(directory, parseUserKey(line.user));
    await requireUsersWallet(directory, user, lostWallet);
  }
  return { line: line.line, caseId, recovery, acceptance: signature };
}

/** For somebody who holds no token: an identity is left to recover. */
async function registryOf({ chain, registries }: Sources, lostWallet: string): Promise<string> {
  const known = await registries();
  return chooseRegistry(await readWallets(chain, [lostWallet], known), lostWallet, known, chain.agentAddress);
}

/** The wallet that a line is about: the one that it names, or the user's that is effective. */
async function lostWalletOf({ chain, directory, registries }: Sources, line: IncidentLine): Promise<string> {
  const { lostWallet } = line;
  if (line.user === "" && lostWallet !== undefined) return lostWallet;
  const user = await requireUser(directory, parseUserKey(line.user));
  if (lostWallet === undefined) {
    requireSomeWallet(user);
    return chooseLostWallet(await readWallets(chain, user.wallets, await registries()));
  }
  await requireUsersWallet(directory, user, lostWallet);
  return lostWallet;
}
