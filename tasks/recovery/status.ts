import { reading, type ReadingArgs } from "../io/options";
import { runTask } from "../io/run";
import { recoveryScope } from "./scope";

export interface StatusArgs extends ReadingArgs {
  readonly case?: string;
  readonly watch: boolean;
}

reading(
  recoveryScope
    .task("status", "Show where a case stands, from its id alone; without one, the work that this store knows of")
    .addOptionalParam("case", "The case id")
    .addFlag("watch", "Show it again whenever it changes, until it has ended"),
).setAction(async ({ case: named, ...args }: StatusArgs, hre) =>
  runTask(args.json, async (out) => {
    if (named === undefined) {
      const { listWork } = await import("./work/listing");
      return listWork(hre);
    }
    const { engineOf } = await import("../io/engine");
    const { parseHash32 } = await import("../../src/shared/addresses");
    const { viewCase } = await import("../../src/recovery/view-case");
    const { renderCase } = await import("../../src/report/render-case");
    const { caseJson } = await import("../../src/report/case-json");
    const { openStepJson, renderOpenStep } = await import("../../src/report/render-hand-over");
    const { page } = await import("../../src/report/table");
    const { openStepOf } = await import("../io/stored-case");
    const { settingOf } = await import("../io/setting");
    const caseId = parseHash32(named, "the case id");
    const chain = await engineOf(hre, args);
    if (args.watch) {
      const { watchCase } = await import("./work/watching");
      await watchCase(hre, chain, caseId, out);
    }
    const view = await viewCase(chain, caseId);
    const open = await openStepOf(hre, caseId);
    const setting = settingOf(hre, chain);
    return {
      text: page(renderOpenStep(open, caseId, setting), renderCase(view, setting)),
      json: { ...caseJson(view), ...openStepJson(open) },
    };
  }),
);
