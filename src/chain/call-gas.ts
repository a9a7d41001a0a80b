import { isError, type Provider } from "ethers";
import { revertDataOf } from "./send";

/** From what large nodes allow one call to what every node allows. A node that only lowers what is asked for is content. */
const STEPS = [500_000_000n, 50_000_000n, 15_000_000n] as const;
const SMALLEST = 15_000_000n;

const known = new WeakMap<Provider, bigint>();

/** Calls with as much gas as the node allows one call: the more, the fewer calls. */
export async function withCallGas<T>(provider: Provider, call: (gasLimit: bigint) => Promise<T>): Promise<T> {
  const most = known.get(provider) ?? STEPS[0];
  for (const gasLimit of STEPS.filter((step) => step <= most && step > SMALLEST)) {
    try {
      const answer = await call(gasLimit);
      known.set(provider, gasLimit);
      return answer;
    } catch (error) {
      if (revertDataOf(error) !== undefined || isError(error, "NETWORK_ERROR")) throw error;
    }
  }
  known.set(provider, SMALLEST);
  return call(SMALLEST);
}
