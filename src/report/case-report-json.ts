import { ZeroAddress } from "ethers";
import type { CaseFile } from "../recovery/case-file.types";
import { caseJson, type CaseJson } from "./case-json";
import { isoTime } from "./durations";

/** A file of evidence that was compared with the case, and is it. */
export interface EvidenceCheck {
  readonly file: string;
  readonly sha256: string;
}

/** One phase of a step, from the store. */
export interface PhaseRecord {
  /** Seconds since 1970. */
  readonly at: number;
  readonly verb: string;
  readonly phase: string;
  readonly status: string;
  readonly detail: string;
}

/** What `recovery report --json` prints: a case's status, and what led to it. */
export interface CaseReportJson extends CaseJson {
  readonly executor: string | null;
  readonly claims: readonly { readonly topic: string; readonly issuer: string | null; readonly status: string }[];
  readonly transactions: readonly {
    readonly hash: string;
    readonly block: number;
    readonly blockHash: string;
    readonly at: string;
    readonly from: string;
    readonly gas: number;
    readonly fee: string;
    readonly events: readonly string[];
  }[];
  readonly evidenceFile: EvidenceCheck | null;
  readonly phases: readonly {
    readonly at: string;
    readonly verb: string;
    readonly phase: string;
    readonly status: string;
    readonly detail: string;
  }[];
  /** The page that was written; null when none was. */
  readonly file: string | null;
}

export function caseReportJson(
  report: { readonly file: CaseFile; readonly evidence?: EvidenceCheck; readonly phases: readonly PhaseRecord[] },
  written: string | undefined,
): CaseReportJson {
  const { file, evidence, phases } = report;
  return {
    ...caseJson(file.view),
    executor: orNull(file.executor),
    claims: file.claims.map(({ topic, issuer, status }) => ({
      topic: topic.toString(),
      issuer: orNull(issuer),
      status,
    })),
    transactions: file.transactions.map(({ hash, block, blockHash, at, from, gas, fee, events }) => ({
      hash,
      block,
      blockHash,
      at: isoTime(at),
      from,
      gas: Number(gas),
      fee: fee.toString(),
      events,
    })),
    evidenceFile: evidence === undefined ? null : { file: evidence.file, sha256: evidence.sha256 },
    phases: phases.map(({ at, verb, phase, status, detail }) => ({ at: isoTime(at), verb, phase, status, detail })),
    file: written ?? null,
  };
}

const orNull = (address: string): string | null => (address === ZeroAddress ? null : address);
