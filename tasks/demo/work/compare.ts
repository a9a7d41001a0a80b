import type { HardhatRuntimeEnvironment } from "hardhat/types";
import { renderTable } from "../../../src/report/table";
import { coloursFor } from "../../io/terminal";
import type { TaskResult } from "../../io/run";
import { totalOf, type Step } from "./gas";
import { recoverSilently } from "./silent-story";
import type { Summary } from "./summary";
import { TARGETS, type TargetOption } from "./target";

/** Measures the same recovery on the other suite, and puts the gas of both side by side. */
export async function compareWith(
  hre: HardhatRuntimeEnvironment,
  other: TargetOption,
  { target, steps, lines, json }: Summary,
): Promise<TaskResult> {
  const otherSteps = await recoverSilently(hre, other);
  const text = [
    "",
    ...lines,
    "",
    "The same recovery on both suites, measured:",
    gasTable({ [target]: steps, [other]: otherSteps }),
    "",
    "Try every task yourself: npm run sandbox",
  ].join("\n");
  return { text, json: { ...json, comparison: { target: TARGETS[other].name, ...totalOf(otherSteps) } } };
}

/** Each function of the agent in a line, ours in front. */
function gasTable(measured: Partial<Record<TargetOption, readonly Step[]>>): string {
  const { regain = [], "t-rex": tRex = [] } = measured;
  const names = [...new Set([...regain, ...tRex].map(({ name }) => name))];
  const gasOf = (steps: readonly Step[], name: string): number =>
    totalOf(steps.filter((step) => step.name === name)).gas;
  const row = (name: string, ours: number, theirs: number): string[] => [
    name,
    ours.toLocaleString("en"),
    theirs.toLocaleString("en"),
    `${(ours / theirs).toFixed(2)} ×`,
  ];
  const heads = ["gas", TARGETS.regain.short, TARGETS["t-rex"].short, "ratio"];
  return renderTable(
    heads.map((head, index) => ({ head, align: index === 0 ? "left" : "right" })),
    [
      ...names.map((name) => row(name, gasOf(regain, name), gasOf(tRex, name))),
      row("together", totalOf(regain).gas, totalOf(tRex).gas),
    ],
    coloursFor(process.stdout),
  );
}
