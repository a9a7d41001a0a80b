import { exporting, sending } from "../io/options";
import type { DecisionArgs } from "./work/deciding";
import { recoveryScope } from "./scope";

export interface ApproveArgs extends DecisionArgs {
  readonly claims?: string;
  readonly sign: boolean;
  readonly approval?: string;
}

exporting(
  sending(
    recoveryScope
      .task("approve", "Approve a case that another person proposed (custodian)")
      .addParam("case", "The case id")
      .addOptionalParam("claims", "Files with claims signed for the new identity: the preview takes them into account")
      .addFlag("sign", "Only sign the approval, into a file that anybody may send")
      .addOptionalParam("out", "With --sign or --export: the file to write")
      .addOptionalParam("approval", "Send the approval that a custodian signed into this file"),
  ),
).setAction(async (args: ApproveArgs, hre) => {
  const { approveInPerson, sendApproval, signApprovalFile } = await import("./work/approving");
  if (args.sign) await signApprovalFile(hre, args);
  else if (args.approval !== undefined) await sendApproval(hre, args, args.approval);
  else await approveInPerson(hre, args);
});
