import type { HardhatRuntimeEnvironment } from "hardhat/types";
import type { TaskOutput } from "../../io/run";

/** Options of a task, as `hre.run` takes them. */
export type Options = Readonly<Record<string, string | boolean>>;

/** Runs one of the operator's own commands, and shows it as one would type it. */
export async function operate(
  hre: HardhatRuntimeEnvironment,
  out: TaskOutput,
  scope: string,
  task: string,
  options: Options,
): Promise<void> {
  out.say(`\n$ ${commandLine(scope, task, options)}\n`);
  await hre.run({ scope, task }, options);
}

/** The command as one types it. */
export function commandLine(scope: string, task: string, options: Options): string {
  const words = Object.entries(options).map(([name, value]) => {
    const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return value === true ? option : `${option} ${quoted(String(value))}`;
  });
  return ["npx hardhat", scope, task, ...words].join(" ");
}

function quoted(value: string): string {
  return value.includes(" ") ? `"${value}"` : value;
}
