// Measures what the operator's workflow costs in time, requests and memory, and fails when a limit is missed.
// With --json, the last line is one JSON object. REGAIN_SCALE=100 tries it out with 100 tokens and recoveries.
import { measureBatch } from "./batch";
import { judge, type Measure, type ScaleReport } from "./limits";
import { measurePreview } from "./preview";
import { measureStartup } from "./startup";
import { renderTable } from "../../src/report/table";
import pc from "picocolors";

const COUNT = Number(process.env["REGAIN_SCALE"] ?? 1000);

async function measure(): Promise<ScaleReport> {
  const startup = await measureStartup();
  tell(`start-up: ${startup.seconds.join(" s and ")} s`);
  const preview1000 = await measurePreview(COUNT);
  tell(`preview of ${COUNT} tokens: ${preview1000.seconds} s`);
  const batch1000 = await measureBatch(COUNT, tell);
  return { preview1000, batch1000, startup: { ratio: startup.ratio } };
}

async function main(): Promise<void> {
  const report = await measure();
  const measures = judge(report);
  if (!process.argv.includes("--json")) printTable(measures);
  for (const { what, value, limit } of measures.filter(({ isMet }) => !isMet)) {
    console.error(`Missed: ${what} is ${value}, and must be ${limit}.`);
    process.exitCode = 1;
  }
  if (process.argv.includes("--json")) console.log(JSON.stringify(report));
}

function printTable(measures: readonly Measure[]): void {
  const columns = [{ head: "what" }, ...["measured", "limit", "naive"].map(right), { head: "" }];
  const rows = measures.map(({ what, value, limit, naive, isMet }) => [
    ...[what, String(value), limit, naive],
    isMet ? "✔" : "✖",
  ]);
  console.log(renderTable(columns, rows, pc.createColors(process.stdout.isTTY)));
}

function right(head: string): { head: string; align: "right" } {
  return { head, align: "right" };
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
