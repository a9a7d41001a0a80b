import { ZeroAddress } from "ethers";
import { readCaseEvents, timeOf, type CaseEvent } from "../chain/case";
import type { Chain } from "../chain/connect";
import { heldClaims, readRegistries } from "../chain/registry";
import { registriesOf } from "../chain/token";
import type { CaseFile, ClaimRecord, TransactionRecord } from "./case-file.types";
import type { Recovery } from "./recovery";
import { viewCase } from "./view-case";

/** Rebuilds a case from the chain alone: its events by the case id, and the state that they led to. */
export async function readCaseFile(chain: Chain, caseId: string): Promise<CaseFile> {
  const view = await viewCase(chain, caseId);
  const events = await readCaseEvents(chain, caseId);
  const executed = events.find(({ name }) => name === "RecoveryExecuted");
  return {
    chainId: chain.chainId,
    agent: chain.agentAddress,
    view,
    executor: (executed?.values["executor"] as string | undefined) ?? ZeroAddress,
    claims: await readClaims(chain, view.recovery, view.newIdentity, events),
    transactions: await readTransactions(chain, events),
  };
}

async function readClaims(
  chain: Chain,
  recovery: Recovery,
  identity: string,
  events: readonly CaseEvent[],
): Promise<ClaimRecord[]> {
  const registries = new Set([recovery.registry, ...(await registriesOf(chain, recovery.tokens))]);
  const required = await readRegistries(
    chain,
    [...registries].filter((registry) => registry !== ZeroAddress),
  );
  const issuersOf = new Map<bigint, Set<string>>();
  for (const [topic, issuers] of required.flatMap((facts) => [...facts.issuersOf])) {
    issuersOf.set(topic, new Set([...(issuersOf.get(topic) ?? []), ...issuers]));
  }
  const counting = [...issuersOf].flatMap(([topic, issuers]) => [...issuers].map((issuer) => ({ topic, issuer })));
  const held = await heldClaims(chain, identity, counting);
  const missing = [...issuersOf.keys()].filter((topic) => !held.some((claim) => claim.topic === topic));
  return [
    ...held.map((claim): ClaimRecord => ({ ...claim, status: "held" })),
    ...missing.map((topic): ClaimRecord => ({ topic, issuer: ZeroAddress, status: "missing" })),
    ...events
      .filter(({ name }) => name === "ClaimRefused")
      .map(({ values }): ClaimRecord => ({
        topic: values["topic"] as bigint,
        issuer: values["issuer"] as string,
        status: "refused",
      })),
  ];
}

async function readTransactions(chain: Chain, events: readonly CaseEvent[]): Promise<TransactionRecord[]> {
  const hashes = [...new Set(events.map(({ transaction }) => transaction))];
  return Promise.all(
    hashes.map(async (hash) => {
      const receipt = await chain.provider.getTransactionReceipt(hash);
      const own = events.filter(({ transaction }) => transaction === hash);
      const block = receipt?.blockNumber ?? own[0]?.block ?? 0;
      return {
        hash,
        block,
        blockHash: receipt?.blockHash ?? "",
        at: await timeOf(chain, block),
        from: receipt?.from ?? ZeroAddress,
        gas: receipt?.gasUsed ?? 0n,
        fee: receipt?.fee ?? 0n,
        events: [...new Set(own.map(({ name }) => name))],
      };
    }),
  );
}
