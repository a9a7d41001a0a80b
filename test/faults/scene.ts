import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAnvil, type Anvil } from "./anvil";
import { buildWorld, type World } from "./world";

/** A node of its own with a world on it, and a folder for stores. */
export interface Scene {
  readonly anvil: Anvil;
  readonly world: World;
  readonly folder: string;
  readonly close: () => Promise<void>;
}

export async function openScene(tokenCount?: number): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), "regain-faults-"));
  const anvil = await startAnvil();
  const world = await buildWorld(anvil, tokenCount);
  return {
    ...{ anvil, world, folder },
    close: async () => {
      await anvil.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
