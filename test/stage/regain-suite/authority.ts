import type { BaseContract, ContractTransactionResponse } from "ethers";
import type { AccessManager } from "../../../typechain-types";

/** Calls a component of a suite as people do: through the authority, which asks for their role. */
export async function through(
  authority: AccessManager,
  component: BaseContract,
  name: string,
  values: readonly unknown[],
): Promise<ContractTransactionResponse> {
  const data = await component.getFunction(name).populateTransaction(...values);
  return authority.execute(component, data.data);
}
