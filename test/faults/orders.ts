import type { Recovery } from "../../src/recovery/recovery";
import { runProgram } from "./program";
import type { PLACES, World } from "./world";

/** What an operator's process is to do. */
export interface Orders {
  readonly url: string;
  readonly agent: string;
  readonly store: string;
  readonly verb: "propose" | "approve" | "execute" | "retry" | "cancel" | "resume";
  readonly who: keyof typeof PLACES;
  readonly caseId: string;
  readonly recovery: Recovery;
  readonly acceptance: string;
  /** The moment at which it dies: see operator.ts. */
  readonly dieAt?: number;
  readonly stuckAfter: number;
  readonly giveUpAfter: number;
  /** In wei. */
  readonly maxFee?: string;
}

/** What became of an operator's process. */
export interface Came {
  readonly exit: number | null;
  readonly killed: boolean;
  readonly code?: string;
  readonly message?: string;
  readonly resumed?: string;
  /** Nothing was left open to be resumed. */
  readonly nothing?: boolean;
  /** Then: how the store has the step that began last; undefined when none did. */
  readonly latest?: string;
  readonly moments: number;
  /** All that it printed. */
  readonly output: string;
}

/** In milliseconds. Longer than anything takes on a busy machine: a replacement would be a payment more. */
const PATIENCE = 600_000;

type Given = Pick<Orders, "url" | "store" | "verb"> & Partial<Orders>;

/** Starts an operator's process and waits for its end. */
export async function order(world: World, given: Given, env: NodeJS.ProcessEnv = {}): Promise<Came> {
  const { recovery, acceptance, caseId, chain } = world;
  const agent = chain.agentAddress;
  const usual = { agent, recovery, acceptance, caseId, who: "proposer", stuckAfter: PATIENCE, giveUpAfter: PATIENCE };
  const { said, ...ended } = await runProgram("operator.js", { ...usual, ...given }, env);
  return { exit: null, moments: 0, ...(said as Partial<Came> | undefined), ...ended };
}
