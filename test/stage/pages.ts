import { PLAIN } from "../../src/report/colours";
import { AGENT } from "./surveys";

/** Where the pages are shown. */
export const SETTING = { colours: PLAIN, network: "localhost", agent: AGENT, planFile: "plan.json" };

export const lastLineOf = (text: string): string => text.split("\n").at(-1)!.trim();
export const textOf = (...lines: readonly string[]): string => lines.join("\n");
