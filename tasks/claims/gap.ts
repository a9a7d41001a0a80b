import { engineOf } from "../io/engine";
import { reading, type ReadingArgs } from "../io/options";
import { runTask } from "../io/run";
import { claimsScope } from "./scope";
import { aboutSubject } from "./work/options";
import type { SubjectArgs } from "./work/subjects";

aboutSubject(
  reading(claimsScope.task("gap", "Show which claims are required, held and missing, and who could give them")),
).setAction(async (args: ReadingArgs & SubjectArgs, hre) =>
  runTask(args.json, async () => {
    const { planGap } = await import("../../src/claims/gap");
    const { surveyClaims } = await import("../../src/claims/survey");
    const { gapJson } = await import("../../src/report/claims-json");
    const { renderGap } = await import("../../src/report/render-claims");
    const { settingOf } = await import("../io/setting");
    const { subjectsFrom } = await import("./work/subjects");
    const { together } = await import("./work/together");
    const chain = await engineOf(hre, args);
    const setting = settingOf(hre, chain);
    const subjects = await subjectsFrom(chain, args);
    const gaps = await Promise.all(subjects.map(async (subject) => planGap(await surveyClaims(chain, subject))));
    return together(
      "gaps",
      gaps.map((gap) => ({ text: renderGap(gap, setting), json: gapJson(gap, setting.topics) })),
    );
  }),
);
