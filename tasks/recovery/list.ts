import { engineOf } from "../io/engine";
import { reading, type ReadingArgs } from "../io/options";
import { runTask } from "../io/run";
import { recoveryScope } from "./scope";

reading(recoveryScope.task("list", "List every case of the recovery agent")).setAction(async (args: ReadingArgs, hre) =>
  runTask(args.json, async () => {
    const { listCases } = await import("../../src/recovery/view-case");
    const { renderList } = await import("../../src/report/render-list");
    const { timeOf } = await import("../../src/chain/case");
    const { listJson } = await import("../../src/report/case-json");
    const { settingOf } = await import("../io/setting");
    const chain = await engineOf(hre, args);
    const cases = await listCases(chain);
    return { text: renderList(cases, await timeOf(chain, "latest"), settingOf(hre, chain)), json: listJson(cases) };
  }),
);
