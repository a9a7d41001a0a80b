/** All tables of the engine. Times are milliseconds since 1970; amounts and chain ids are decimal strings. */
export interface Tables {
  cases: CaseRow;
  steps: StepRow;
  phases: PhaseRow;
  transactions: TransactionRow;
  signed_transactions: SignedTransactionRow;
  outcomes: OutcomeRow;
  locks: LockRow;
  signers: SignerRow;
}

/** A case that this store had to do with. What became of it, the chain knows. */
export interface CaseRow {
  case_id: string;
  chain_id: string;
  agent: string;
  lost_wallet: string;
  new_wallet: string;
  created_at: number;
}

export type Verb =
  | "propose"
  | "quarantine"
  | "approve"
  | "contest"
  | "uphold"
  | "cancel"
  | "execute"
  | "retry"
  | "reassign"
  | "release"
  | "claims";

/** `handed over`: somebody else broadcasts it, a Safe for one. */
export type StepStatus = "open" | "done" | "failed" | "handed over";

/** One command's work on a case. */
export interface StepRow {
  step_id: string;
  case_id: string;
  verb: Verb;
  status: StepStatus;
  /** What the command was given and needs again when it is resumed, as JSON. No secret is among it. */
  input: string;
  /** The chain's height when it began. */
  from_block: number;
  started_at: number;
  ended_at: number | null;
  /** How it ended, in words or as JSON; empty while it is open. */
  result: string;
}

export type PhaseStatus = "running" | "done" | "failed" | "skipped";

export interface PhaseRow {
  step_id: string;
  phase: string;
  status: PhaseStatus;
  detail: string;
  at: number;
}

/**
 * intended → signed → sent → confirmed or reverted; `displaced` when another transaction took its nonce, `abandoned` when
 * it was never signed.
 */
export type TransactionStatus = "intended" | "signed" | "sent" | "confirmed" | "reverted" | "displaced" | "abandoned";

/** One payment: it is made once, whatever number of times its bytes are sent. */
export interface TransactionRow {
  transaction_id: string;
  step_id: string;
  chain_id: string;
  signer: string;
  nonce: number;
  /** keccak-256 of chain, signer, target, value and data: the same call again is recognised by it. */
  call_hash: string;
  target: string;
  data: string;
  gas_limit: string;
  status: TransactionStatus;
  /** Of the signed transaction that is in a block. */
  hash: string | null;
  block: number | null;
  block_hash: string | null;
  gas_used: string | null;
  created_at: number;
  updated_at: number;
}

/** The bytes of a transaction, and those that replaced them at the same nonce with a higher fee. */
export interface SignedTransactionRow {
  hash: string;
  transaction_id: string;
  raw: string;
  max_fee: string;
  max_priority_fee: string;
  replaced_by: string | null;
  signed_at: number;
  /** When it was broadcast first. */
  sent_at: number | null;
}

/** What a step did to a token. */
export interface OutcomeRow {
  step_id: string;
  token: string;
  outcome: string;
  reason: string;
  amount: string;
  frozen: string;
  wallet_frozen: number;
}

/** Who works on something now. */
export interface LockRow {
  name: string;
  /** Drawn by its owner; a lock that was taken over has another one. */
  key: string;
  host: string;
  pid: number;
  who: string;
  since: number;
  /** When its owner was last seen. */
  beat: number;
}

/** One row a signer and chain: whoever reserves a nonce holds it. */
export interface SignerRow {
  chain_id: string;
  signer: string;
  /** Counts reservations; it is written to take the row. */
  reserved: number;
}
