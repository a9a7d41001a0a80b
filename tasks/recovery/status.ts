import { engineOf } from "../io/engine";
import { reading, type ReadingArgs } from "../io/options";
import { runTask } from "../io/run";
import { recoveryScope } from "./scope";

interface StatusArgs extends ReadingArgs {
  readonly case: string;
}

reading(
  recoveryScope.task("status", "Show where a case stands, from its id alone").addParam("case", "The case id"),
).setAction(async (args: StatusArgs, hre) =>
  runTask(args.json, async () => {
    const { parseHash32 } = await import("../../src/shared/addresses");
    const { viewCase } = await import("../../src/recovery/view-case");
    const { renderCase } = await import("../../src/report/render-case");
    const { caseJson } = await import("../../src/report/case-json");
    const { settingOf } = await import("../io/setting");
    const caseId = parseHash32(args.case, "the case id");
    const chain = await engineOf(hre, args);
    const view = await viewCase(chain, caseId);
    return { text: renderCase(view, settingOf(hre, chain)), json: caseJson(view) };
  }),
);
