import { engineOf } from "../io/engine";
import { reading, type ReadingArgs } from "../io/options";
import { runTask } from "../io/run";
import { claimsScope } from "./scope";
import { aboutSubject } from "./work/options";
import type { SubjectArgs } from "./work/subjects";

aboutSubject(
  reading(claimsScope.task("list", "List the claims on the required topics, and how their issuers stand by them")),
).setAction(async (args: ReadingArgs & SubjectArgs, hre) =>
  runTask(args.json, async () => {
    const { surveyClaims } = await import("../../src/claims/survey");
    const { heldJson } = await import("../../src/report/claims-json");
    const { renderHeld } = await import("../../src/report/render-claims");
    const { settingOf } = await import("../io/setting");
    const { subjectsFrom } = await import("./work/subjects");
    const chain = await engineOf(hre, args);
    const setting = settingOf(hre, chain);
    const subjects = await subjectsFrom(chain, args);
    const surveys = await Promise.all(subjects.map((subject) => surveyClaims(chain, subject)));
    const claims = surveys.flatMap(({ held }) => held);
    return {
      text: claims.length === 0 ? "No claims on the required topics." : renderHeld(claims, setting),
      json: { claims: claims.map((claim) => heldJson(claim, setting.topics)) },
    };
  }),
);
