import { engineOf } from "../io/engine";
import { reading, type ReadingArgs } from "../io/options";
import { runTask } from "../io/run";
import { recoveryScope } from "./scope";

export interface ReportArgs extends ReadingArgs {
  readonly case: string;
  readonly out?: string;
  readonly evidence?: string;
}

reading(
  recoveryScope
    .task("report", "Write a case as one page for the file: who, when, what became of everything")
    .addParam("case", "The case id")
    .addOptionalParam("out", "The page to write, HTML; case-<id>.html when left out, none with --json")
    .addOptionalParam("evidence", "The file that justifies the case, to be compared with it"),
).setAction(async (args: ReportArgs, hre) =>
  runTask(args.json, async () => {
    const { reportCase } = await import("./work/reporting");
    const { settingOf } = await import("../io/setting");
    const chain = await engineOf(hre, args);
    return reportCase(hre, chain, args, settingOf(hre, chain));
  }),
);
