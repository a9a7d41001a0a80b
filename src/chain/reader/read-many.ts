import { concat, dataLength, toBeHex, zeroPadBytes, zeroPadValue, type Provider } from "ethers";
import { withCallGas } from "../call-gas";
import { revertDataOf, tried } from "../send";
import { READER } from "./bytecode";

/** A question that is put to every subject. */
export interface Probe {
  /** Whom to ask; the subject itself when left out. */
  readonly to?: string;
  /** Calldata of at most 128 bytes. */
  readonly data: string;
  /** Whether the subject stands at the end of the calldata, as its last argument. */
  readonly aboutSubject?: boolean;
}

/** The bytes that were answered; undefined when the call failed. */
export type Reply = string | undefined;

const GAS_OF_ONE = 300_000;
/** Of an answer: the addresses of more than a hundred issuers. */
const KEPT = 4096;
/** A contract's init code may have 49,152 bytes (EIP-3860). */
const MOST_SUBJECTS = 1200;
/** So many fit into the least gas that a node gives, however much each of them burns. */
const MOST_PROBES = 32;
const RECORD = 160;
const HEAD = 8;

/**
 * Puts every probe to every subject, in one eth_call as far as the node's gas goes.
 * @return one row a subject, with one reply a probe
 */
export async function readMany(
  provider: Provider,
  subjects: readonly string[],
  probes: readonly Probe[],
): Promise<Reply[][]> {
  if (probes.length > MOST_PROBES) {
    const first = await readMany(provider, subjects, probes.slice(0, MOST_PROBES));
    const rest = await readMany(provider, subjects, probes.slice(MOST_PROBES));
    return first.map((row, index) => [...row, ...(rest[index] ?? [])]);
  }
  const rows: Reply[][] = [];
  while (probes.length > 0 && rows.length < subjects.length) {
    const asked = subjects.slice(rows.length, rows.length + MOST_SUBJECTS);
    const answered = rowsIn(await ask(provider, asked, probes), probes.length);
    // A node that answers nothing at all would be asked for ever.
    rows.push(...(answered.length > 0 ? answered : asked.map(() => probes.map(() => undefined))));
  }
  return rows;
}

/** The replies of many contracts to one question each gets alone. */
export async function readEach(provider: Provider, subjects: readonly string[], data: string): Promise<Reply[]> {
  return (await readMany(provider, subjects, [{ data }])).map(([reply]) => reply);
}

async function ask(provider: Provider, subjects: readonly string[], probes: readonly Probe[]): Promise<string> {
  const data = concat([READER, word(GAS_OF_ONE), word(KEPT), word(probes.length), ...probes.map(record), ...subjects]);
  return tried(() =>
    withCallGas(provider, async (gasLimit) => {
      try {
        return await provider.call({ data, gasLimit });
      } catch (error) {
        const answers = revertDataOf(error);
        if (answers === undefined) throw error;
        return answers;
      }
    }),
  );
}

function record({ to, data, aboutSubject = false }: Probe): string {
  const length = dataLength(data);
  return concat([
    to === undefined ? word(0) : zeroPadValue(to, 32),
    word(aboutSubject ? length + 32 : length),
    word(length),
    zeroPadBytes(data, RECORD),
  ]);
}

function rowsIn(answers: string, columns: number): Reply[][] {
  const replies: Reply[] = [];
  for (let at = 2; at < answers.length;) {
    const head = BigInt(`0x${answers.slice(at, at + 2 * HEAD)}`);
    const end = at + 2 * (HEAD + Number(head & 0xffff_ffffn));
    replies.push(head >> 63n === 1n ? `0x${answers.slice(at + 2 * HEAD, end)}` : undefined);
    at = end;
  }
  const rows = Math.floor(replies.length / columns);
  return Array.from({ length: rows }, (_, row) => replies.slice(row * columns, (row + 1) * columns));
}

const word = (value: number): string => toBeHex(value, 32);
