import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { ROOT } from "./root";

const BUILT = join(ROOT, "cache/faults", String(process.pid));
const ROOMS = ["src", "tasks", "typechain-types", "test/faults"];

let isBuilt = false;

/** A program of this folder as plain JavaScript: hundreds of processes start it, and none compiles it again. */
export function transpiled(program: string): string {
  if (!isBuilt) transpileAll();
  isBuilt = true;
  return join(BUILT, "test/faults", program);
}

function transpileAll(): void {
  process.once("exit", () => {
    rmSync(BUILT, { recursive: true, force: true });
  });
  for (const room of ROOMS) {
    for (const file of readdirSync(join(ROOT, room), { recursive: true, encoding: "utf8" })) {
      if (file.endsWith(".ts") && !file.endsWith(".d.ts")) transpile(join(ROOT, room, file));
    }
  }
}

function transpile(file: string): void {
  const { outputText } = transpileModule(readFileSync(file, "utf8"), {
    compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true },
  });
  const built = join(BUILT, relative(ROOT, file).replace(/\.ts$/, ".js"));
  mkdirSync(dirname(built), { recursive: true });
  writeFileSync(built, outputText);
}
