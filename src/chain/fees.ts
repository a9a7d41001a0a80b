import { formatEther, formatUnits, JsonRpcApiProvider } from "ethers";
import { RefusedError } from "../shared/errors";
import type { Chain } from "./connect";

/** What a transaction offers for a unit of gas, in wei. */
export interface Fees {
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

/** A replacement has to offer a tenth more, or nodes keep the old one; this is an eighth. */
const BUMP = { by: 9n, of: 8n };

/**
 * What the node advises, within the cap and what the account has.
 * @throws RefusedError CannotPay
 */
export async function payableFees(
  chain: Chain,
  from: string,
  gasLimit: bigint,
  cap: bigint | undefined,
): Promise<Fees> {
  const [fees, balance] = await Promise.all([readFees(chain), chain.provider.getBalance(from)]);
  const { maxFeePerGas: price } = fees;
  if (cap !== undefined && price > cap) {
    throw new RefusedError(
      "CannotPay",
      `Gas costs ${formatUnits(price, "gwei")} gwei now, more than the ${formatUnits(cap, "gwei")} gwei allowed. Nothing was sent.`,
      "Wait until it costs less, or allow more with --max-fee.",
    );
  }
  if (balance < price * gasLimit) {
    throw new RefusedError(
      "CannotPay",
      `${from} has ${formatEther(balance)} of the chain's currency; the transaction may need ${formatEther(price * gasLimit)} ` +
        `(${gasLimit} gas at ${formatUnits(price, "gwei")} gwei). Nothing was sent.`,
      `Send funds to ${from}, or use another --signer.`,
    );
  }
  return fees;
}

/** @return undefined when the cap, or what the node advises, leaves nothing to offer more */
export async function bumpedFees(chain: Chain, old: Fees, cap: bigint | undefined): Promise<Fees | undefined> {
  const advised = await readFees(chain);
  const more = (before: bigint, now: bigint): bigint => {
    const bumped = (before * BUMP.by) / BUMP.of + 1n;
    return bumped > now ? bumped : now;
  };
  const maxPriorityFeePerGas = more(old.maxPriorityFeePerGas, advised.maxPriorityFeePerGas);
  const wanted = more(old.maxFeePerGas, advised.maxFeePerGas);
  const maxFeePerGas = wanted > maxPriorityFeePerGas ? wanted : maxPriorityFeePerGas;
  return cap !== undefined && maxFeePerGas > cap ? undefined : { maxFeePerGas, maxPriorityFeePerGas };
}

/** What a unit of gas costs now, in wei. */
export async function readGasPrice({ provider }: Chain): Promise<bigint> {
  // A provider's `getFeeData` makes three requests.
  if (provider instanceof JsonRpcApiProvider) return BigInt(String(await provider.send("eth_gasPrice", [])));
  const { gasPrice, maxFeePerGas } = await provider.getFeeData();
  return gasPrice ?? maxFeePerGas ?? 0n;
}

async function readFees(chain: Chain): Promise<Fees> {
  const { maxFeePerGas, maxPriorityFeePerGas, gasPrice } = await chain.provider.getFeeData();
  const price = maxFeePerGas ?? gasPrice ?? 0n;
  return { maxFeePerGas: price, maxPriorityFeePerGas: maxPriorityFeePerGas ?? price };
}
