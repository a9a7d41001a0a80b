import { Contract, ContractFactory } from "ethers";
import type { ContractRunner, ContractTransactionReceipt, ContractTransactionResponse } from "ethers";

import type { Player } from "../cast";
import { artifactOf } from "./artifacts";
import type { ContractName } from "./artifacts";
import type { Handle } from "./handles";

/** Deploys a published contract and waits until it is there. */
export async function deploy<H extends Handle>(
  name: ContractName,
  deployer: Player,
  args: readonly unknown[] = [],
): Promise<H> {
  return attach<H>(name, await addressOfDeployed(name, deployer, args), deployer);
}

/** Deploys `proxy` and speaks to it with the ABI of the contract behind it. */
export async function deployBehind<H extends Handle>(
  proxy: ContractName,
  name: ContractName,
  deployer: Player,
  args: readonly unknown[],
): Promise<H> {
  return attach<H>(name, await addressOfDeployed(proxy, deployer, args), deployer);
}

/** A handle on a contract that exists already. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows what lives there
export function attach<H extends Handle>(name: ContractName, address: string, runner: ContractRunner | null): H {
  return new Contract(address, artifactOf(name).abi, runner) as unknown as H;
}

/** Waits for the receipt: the stage never leaves a transaction behind. */
export async function confirm(sent: Promise<ContractTransactionResponse>): Promise<ContractTransactionReceipt> {
  const receipt = await (await sent).wait();
  if (receipt === null) throw new Error("the transaction has no receipt");
  return receipt;
}

async function addressOfDeployed(name: ContractName, deployer: Player, args: readonly unknown[]): Promise<string> {
  const { abi, bytecode } = artifactOf(name);
  const contract = await new ContractFactory(abi, bytecode, deployer).deploy(...args);
  await contract.waitForDeployment();
  return contract.getAddress();
}
