import { Contract, ContractFactory, concat, dataLength, solidityPacked, ZeroAddress, type InterfaceAbi } from "ethers";
import Proxies from "@safe-global/safe-contracts/build/artifacts/contracts/proxies/SafeProxyFactory.sol/SafeProxyFactory.json";
import MultiSend from "@safe-global/safe-contracts/build/artifacts/contracts/libraries/MultiSendCallOnly.sol/MultiSendCallOnly.json";
import Safe from "@safe-global/safe-contracts/build/artifacts/contracts/Safe.sol/Safe.json";
import type { SafeBatch } from "../../src/recovery/files/safe-batch";
import type { Player } from "./cast";

/** A Safe of several owners, all of whom sign. */
export interface OwnedSafe {
  readonly address: string;
  /** Signs and sends a file as the Transaction Builder would: its transactions at once, or none of them. @return the hash */
  execute(batch: SafeBatch, gas: bigint): Promise<string>;
}

interface Artifact {
  readonly abi: InterfaceAbi;
  readonly bytecode: string;
}

interface Call {
  readonly to: string;
  readonly data: string;
  readonly operation: 0 | 1;
}

const SAFE_TX = {
  SafeTx: [
    { name: "to", type: "address" },
    { name: "value", type: "uint256" },
    { name: "data", type: "bytes" },
    { name: "operation", type: "uint8" },
    { name: "safeTxGas", type: "uint256" },
    { name: "baseGas", type: "uint256" },
    { name: "gasPrice", type: "uint256" },
    { name: "gasToken", type: "address" },
    { name: "refundReceiver", type: "address" },
    { name: "nonce", type: "uint256" },
  ],
};
const NO_REFUND = { safeTxGas: 0n, baseGas: 0n, gasPrice: 0n, gasToken: ZeroAddress, refundReceiver: ZeroAddress };

/** The Safe's own contracts, version 1.4.1, as they are deployed on live networks. */
export async function deploySafe(owners: readonly [Player, ...Player[]], chainId: bigint): Promise<OwnedSafe> {
  const [sender] = owners;
  const deploy = async ({ abi, bytecode }: Artifact): Promise<Contract> => {
    const contract = await new ContractFactory(abi, bytecode, sender).deploy();
    return new Contract(await (await contract.waitForDeployment()).getAddress(), abi, sender);
  };
  const [singleton, proxies, multiSend] = [await deploy(Safe), await deploy(Proxies), await deploy(MultiSend)];
  const setup = singleton.interface.encodeFunctionData("setup", [
    ...[owners.map(({ address }) => address), owners.length, ZeroAddress, "0x"],
    ...[ZeroAddress, ZeroAddress, 0n, ZeroAddress],
  ]);
  const create = proxies.getFunction("createProxyWithNonce");
  const address = (await create.staticCall(singleton, setup, 0n)) as string;
  await (await create.send(singleton, setup, 0n)).wait();
  const safe = new Contract(address, Safe.abi, sender);
  const multiSendAddress = await multiSend.getAddress();
  return {
    address,
    execute: async ({ transactions }, gas) => {
      const calls = transactions.map(({ to, data }) => ({ to, data: data ?? "0x" }));
      const call = asOne(calls, multiSendAddress, multiSend);
      const nonce = (await safe.getFunction("nonce").staticCall()) as bigint;
      const message = { ...call, value: 0n, ...NO_REFUND, nonce };
      const byAddress = [...owners].sort((a, b) => (a.address.toLowerCase() < b.address.toLowerCase() ? -1 : 1));
      const domain = { chainId, verifyingContract: address };
      const signatures = await Promise.all(byAddress.map((owner) => owner.signTypedData(domain, SAFE_TX, message)));
      const { safeTxGas, baseGas, gasPrice, gasToken, refundReceiver } = NO_REFUND;
      const sent = await safe
        .getFunction("execTransaction")
        .send(
          ...[call.to, 0n, call.data, call.operation, safeTxGas, baseGas, gasPrice, gasToken, refundReceiver],
          ...[concat(signatures), { gasLimit: gas }],
        );
      await sent.wait();
      return sent.hash;
    },
  };
}

/** Several calls go through MultiSend, by a delegatecall: the agent then sees the Safe itself. */
function asOne(calls: readonly Omit<Call, "operation">[], address: string, multiSend: Contract): Call {
  const [only, second] = calls;
  if (only !== undefined && second === undefined) return { ...only, operation: 0 };
  const packed = calls.map(({ to, data }) =>
    solidityPacked(["uint8", "address", "uint256", "uint256", "bytes"], [0, to, 0n, dataLength(data), data]),
  );
  return { to: address, data: multiSend.interface.encodeFunctionData("multiSend", [concat(packed)]), operation: 1 };
}
