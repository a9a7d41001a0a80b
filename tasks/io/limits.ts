import type { SendLimits } from "../../src/chain/send";

/** Gwei from the command line as wei. */
export async function sendLimits(args: { readonly maxFee?: string }): Promise<SendLimits> {
  if (args.maxFee === undefined) return {};
  const { parseUnits } = await import("ethers");
  const { BadInputError } = await import("../../src/shared/errors");
  try {
    return { maxFeePerGas: parseUnits(args.maxFee, "gwei") };
  } catch {
    throw new BadInputError(
      "BadNumber",
      `--max-fee ${args.maxFee} is no amount of gwei.`,
      "Give a number such as 25 or 1.5.",
    );
  }
}
