import type { SendLimits } from "../../src/chain/send";

/** Gwei from the command line as wei. */
export async function sendLimits(args: { readonly maxFee?: string }): Promise<SendLimits> {
  if (args.maxFee === undefined) return {};
  const { parseUnits } = await import("ethers");
  const { BadInputError } = await import("../../src/shared/errors");
  const { quote } = await import("../../src/shared/wording");
  if (/^[0-9]{1,12}(\.[0-9]{1,9})?$/.test(args.maxFee)) return { maxFeePerGas: parseUnits(args.maxFee, "gwei") };
  throw new BadInputError(
    "BadNumber",
    `--max-fee ${quote(args.maxFee)} is no amount of gwei.`,
    "Give a number such as 25 or 1.5.",
  );
}
