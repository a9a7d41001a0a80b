import { concat, dataLength, dataSlice, zeroPadValue, type Provider } from "ethers";
import { withCallGas } from "../call-gas";
import { explainRevert } from "../explain";
import { revertDataOf, tried } from "../send";
import { METER } from "./bytecode";

export interface Metered {
  readonly answer: string;
  /** What the call used, without what a transaction costs by itself. */
  readonly gas: bigint;
}

/** A contract's init code may be so long (EIP-3860). */
const LONGEST_CODE = 49_152;

/** Calls and takes it back, and says what it would have cost; a call too long to be measured costs nothing known: 0. */
export async function meteredCall(provider: Provider, to: string, data: string): Promise<Metered> {
  const code = concat([METER, zeroPadValue(to, 32), data]);
  return tried(() =>
    withCallGas(provider, async (gasLimit) => {
      if (dataLength(code) > LONGEST_CODE) return { answer: await provider.call({ to, data, gasLimit }), gas: 0n };
      return measured(await reverted(provider.call({ data: code, gasLimit })));
    }),
  );
}

async function reverted(call: Promise<string>): Promise<string> {
  try {
    return await call;
  } catch (error) {
    const data = revertDataOf(error);
    if (data === undefined) throw error;
    return data;
  }
}

function measured(data: string): Metered {
  if (dataLength(data) < 64) throw explainRevert(data);
  const answer = dataSlice(data, 64);
  if (BigInt(dataSlice(data, 0, 32)) === 0n) throw explainRevert(answer);
  return { answer, gas: BigInt(dataSlice(data, 32, 64)) };
}
