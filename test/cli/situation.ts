import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HDNodeWallet, id, ZeroAddress } from "ethers";
import { connectChain, type Chain } from "../../src/chain/connect";
import { signClaim, type SignedClaim } from "../../src/identity/claims";
import { approveCase, signApproval } from "../../src/recovery/decide";
import { pinOf } from "../../src/recovery/diff-survey";
import { encodeAcceptance } from "../../src/recovery/files/acceptance-file";
import { encodeApproval } from "../../src/recovery/files/approval-file";
import { encodeClaims } from "../../src/recovery/files/claims-file";
import { encodePlan } from "../../src/recovery/files/plan-file";
import { proposeRecovery } from "../../src/recovery/propose";
import { caseIdOf, RECOVERY_TYPES, typedDomainOf, type AgentDomain, type Recovery } from "../../src/recovery/recovery";
import { composeRecovery, surveyRecovery, type RecoveryRequest } from "../../src/recovery/survey";
import { toJson, type JsonObject } from "../../src/shared/canonical-json";
import { castOf, type Cast, type Player } from "../stage/cast";
import { DAY } from "../stage/regain";
import { ROOT, run, type Outcome, type RunOptions } from "./command";
import { sharedSandbox, type Sandbox, type Target } from "./sandbox";

const PHRASE = "test test test test test test test test test test test junk";
const SYMBOLS = ["LAKE", "RAIL", "HARB", "SOLR", "VINE"] as const;

/** The sandbox, its cast, and a folder for the files that people hand over. */
export interface Situation {
  readonly sandbox: Sandbox;
  readonly cast: Cast;
  readonly chain: Chain;
  readonly domain: AgentDomain;
  readonly tokens: readonly string[];
  readonly registry: string;
  readonly claimIssuer: string;
  readonly folder: string;
  /** Runs a command in the folder, on the sandbox. */
  run(args: readonly string[], options?: Partial<RunOptions>): Promise<Outcome>;
  write(name: string, text: string): string;
  read(name: string): string;
  /** Brings the chain back and removes the folder. */
  end(): Promise<void>;
}

/** A situation of its own on a shared sandbox. */
export async function situation(target: Target = "t-rex"): Promise<Situation> {
  const sandbox = await sharedSandbox(target);
  const { provider } = sandbox;
  const revert = await sandbox.snapshot();
  const wallets = Array.from({ length: 20 }, (_, index) =>
    HDNodeWallet.fromPhrase(PHRASE, undefined, `m/44'/60'/0'/0/${index}`).connect(provider),
  );
  const chain = await connectChain(provider, sandbox.addressOf("agent"));
  mkdirSync(join(ROOT, "cache"), { recursive: true });
  const folder = mkdtempSync(join(ROOT, "cache", "cli-"));
  return {
    sandbox,
    cast: castOf(wallets),
    chain,
    domain: { chainId: chain.chainId, agent: chain.agentAddress },
    tokens: SYMBOLS.map((symbol) => sandbox.addressOf(symbol)),
    registry: sandbox.addressOf("registry"),
    claimIssuer: sandbox.addressOf("claim issuer"),
    folder,
    run: (args, options = {}) => {
      const env = { REGAIN_RPC_URL: sandbox.url, REGAIN_AGENT: chain.agentAddress, ...options.env };
      return run([...args, "--network", "localhost"], { cwd: folder, ...options, env });
    },
    write: (name, text) => {
      writeFileSync(join(folder, name), text);
      return name;
    },
    read: (name) => readFileSync(join(folder, name), "utf8"),
    end: async () => {
      rmSync(folder, { recursive: true });
      await revert();
    },
  };
}

/** Everything that a refused command must leave alone: the chain's height, every account's nonce, every file. */
export async function traces({ sandbox, folder }: Situation): Promise<object> {
  const { provider } = sandbox;
  const accounts = (await provider.listAccounts()).map(({ address }) => address);
  const [block, pending, nonces] = await Promise.all([
    provider.getBlockNumber(),
    provider.send("eth_getBlockByNumber", ["pending", false]) as Promise<{ transactions: string[] }>,
    Promise.all(accounts.map((address) => provider.getTransactionCount(address, "pending"))),
  ]);
  const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]);
  return { block, pending: pending.transactions, nonces, files: Object.fromEntries(files) as object };
}

/** The holder's recovery, or a variation of it. */
export async function compose(on: Situation, request: Partial<RecoveryRequest> = {}): Promise<Recovery> {
  return composeRecovery(on.chain, {
    lostWallet: on.cast.holder.address,
    newWallet: on.cast.newWallet.address,
    tokens: on.tokens,
    keepIdentity: false,
    evidence: id("the notary's file"),
    ...request,
  });
}

export function accept(on: Situation, recovery: Recovery, signer = on.cast.newWallet, domain = on.domain) {
  return signer.signTypedData(typedDomainOf(domain), RECOVERY_TYPES, recovery);
}

/** What the preview would write, also where something stands in the way. */
export async function planText(on: Situation, recovery: Recovery, domain = on.domain): Promise<string> {
  const survey = await surveyRecovery(on.chain, recovery, []);
  const seen = toJson(pinOf(survey)) as JsonObject;
  const { newIdentity } = survey;
  return encodePlan({ ...domain, caseId: caseIdOf(domain, recovery), recovery, newIdentity, seen });
}

export function acceptanceText(on: Situation, recovery: Recovery, signature: string, domain = on.domain): string {
  return encodeAcceptance({ ...domain, caseId: caseIdOf(domain, recovery), recovery, signature });
}

export async function kycClaim(on: Situation, identity: string): Promise<SignedClaim> {
  return signClaim(on.cast.claimIssuerSigner, { identity, topic: 1n, data: "0x01" }, on.claimIssuer);
}

/** A case with all the files that belong to it: plan.json, acceptance.json, claims.json. */
export interface Prepared {
  readonly recovery: Recovery;
  readonly caseId: string;
  readonly newIdentity: string;
  readonly acceptance: string;
}

/** Writes the files of the holder's case; nothing is sent. */
export async function prepare(on: Situation, request: Partial<RecoveryRequest> = {}): Promise<Prepared> {
  const recovery = await compose(on, request);
  const caseId = caseIdOf(on.domain, recovery);
  const { newIdentity } = await surveyRecovery(on.chain, recovery, []);
  const acceptance = await accept(on, recovery);
  on.write("plan.json", await planText(on, recovery));
  on.write("acceptance.json", acceptanceText(on, recovery, acceptance));
  const claims = newIdentity === ZeroAddress ? [] : [await kycClaim(on, newIdentity)];
  on.write("claims.json", encodeClaims({ chainId: on.domain.chainId, caseId, identity: newIdentity, claims }));
  return { recovery, caseId, newIdentity, acceptance };
}

/** The holder's case, proposed. */
export async function propose(on: Situation): Promise<Prepared> {
  const prepared = await prepare(on);
  await proposeRecovery(on.chain, on.cast.identityManager, prepared.recovery, prepared.acceptance);
  return prepared;
}

/** The holder's case, proposed and approved, its delay over. */
export async function makeReady(on: Situation): Promise<Prepared> {
  const prepared = await propose(on);
  await approveCase(on.chain, on.cast.custodian, prepared.caseId);
  await on.sandbox.pass(DAY);
  return prepared;
}

/** A custodian's signed approval as a file's text. */
export async function approvalText(
  on: Situation,
  caseId: string,
  options: { readonly signer?: Player; readonly domain?: AgentDomain; readonly says?: AgentDomain } = {},
): Promise<string> {
  const { signer = on.cast.custodian, domain = on.domain, says = domain } = options;
  return encodeApproval({ ...says, caseId, ...(await signApproval(signer, domain, caseId)) });
}
