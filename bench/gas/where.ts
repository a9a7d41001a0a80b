// Shows where the gas of a recovery on our suite goes: the fixed part, and each further token.
import { dataLength, type Interface, type Provider, type TransactionResponse } from "ethers";
import { ethers } from "hardhat";

import { RecoveryAgent__factory } from "../../typechain-types";
import { castOf } from "../../test/stage/cast";
import { SHARES, sharesOf, type Shares } from "./opcodes";
import { regainRecoveries } from "./recovery-regain";

const STEPS = ["propose", "approve", "execute"] as const;
const [FEW, MANY] = [2, 5];

type Row = Readonly<Record<(typeof STEPS)[number], number>>;

interface Measured {
  readonly gas: number;
  readonly shares: Shares;
}

async function main(): Promise<void> {
  const side = await regainRecoveries(castOf(await ethers.getSigners()), ethers.provider);
  await side.recover(FEW);
  const few = await measure(ethers.provider);
  await side.recover(MANY);
  const many = await measure(ethers.provider);
  const perToken = tableOf((step, read) => (read(many[step]) - read(few[step])) / (MANY - FEW));
  console.log("Each further token:");
  console.table(perToken);
  console.log("The case itself:");
  console.table(tableOf((step, read) => read(few[step]) - FEW * ((read(many[step]) - read(few[step])) / (MANY - FEW))));
}

/** The last case's steps. */
async function measure(provider: Provider): Promise<Record<(typeof STEPS)[number], Measured>> {
  const abi = RecoveryAgent__factory.createInterface();
  const [propose, approve, execute] = [
    await lastCall(provider, abi, "propose"),
    await lastCall(provider, abi, "approve"),
    await lastCall(provider, abi, "execute"),
  ];
  return { propose: await measureOne(propose), approve: await measureOne(approve), execute: await measureOne(execute) };
}

async function measureOne({ hash }: TransactionResponse): Promise<Measured> {
  const options = { disableMemory: true, disableStack: true, disableStorage: true };
  const trace = (await ethers.provider.send("debug_traceTransaction", [hash, options])) as {
    structLogs: Parameters<typeof sharesOf>[0];
  };
  const receipt = await ethers.provider.getTransactionReceipt(hash);
  return { gas: Number(receipt?.gasUsed ?? 0n), shares: sharesOf(trace.structLogs) };
}

async function lastCall(provider: Provider, abi: Interface, name: string): Promise<TransactionResponse> {
  for (let number = await provider.getBlockNumber(); number > 0; number -= 1) {
    const block = await provider.getBlock(number, true);
    const found = block?.prefetchedTransactions.find(({ data }) =>
      data.startsWith(abi.getFunction(name)?.selector ?? "-"),
    );
    if (found !== undefined && dataLength(found.data) > 4) return found;
  }
  throw new Error(`Nobody called ${name}.`);
}

function tableOf(
  value: (step: (typeof STEPS)[number], read: (measured: Measured) => number) => number,
): Record<string, Row> {
  const row = (read: (measured: Measured) => number): Row => ({
    propose: Math.round(value("propose", read)),
    approve: Math.round(value("approve", read)),
    execute: Math.round(value("execute", read)),
  });
  const code = (measured: Measured): number => SHARES.reduce((sum, share) => sum + measured.shares[share], 0);
  return {
    ...Object.fromEntries(SHARES.map((share) => [share, row(({ shares }) => shares[share])])),
    "the transaction and its data, less refunds": row((measured) => measured.gas - code(measured)),
    together: row(({ gas }) => gas),
  };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
