import { ContractFactory, concat, dataLength, toBeHex, type Signer } from "ethers";

const COPY_REST = "0x3d81600a3d39f3";
const RUNTIME = ["0x363d3d373d3d3d363d73", "0x5af43d82803e903d91602b57fd5bf3"] as const;

/** A clone (ERC-1167) with immutable arguments, as OpenZeppelin's Clones writes it; nobody has initialized it. */
export async function deployClone(deployer: Signer, code: string, args = "0x"): Promise<string> {
  const runtime = concat([RUNTIME[0], code, RUNTIME[1], args]);
  const creation = concat(["0x61", toBeHex(dataLength(runtime), 2), COPY_REST, runtime]);
  const clone = await new ContractFactory([], creation, deployer).deploy();
  await clone.waitForDeployment();
  return clone.getAddress();
}
