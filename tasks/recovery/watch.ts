import { engineOf } from "../io/engine";
import { reading, type ReadingArgs } from "../io/options";
import { runTask } from "../io/run";
import { recoveryScope } from "./scope";

interface WatchArgs extends ReadingArgs {
  readonly once: boolean;
  readonly every?: string;
}

reading(
  recoveryScope
    .task("watch", "Tell holder, custodians and guardians what happens to their cases, and what time alone causes")
    .addFlag("once", "Look once and end, as a scheduler wants it")
    .addOptionalParam("every", "Seconds between two looks; 30 when left out"),
).setAction(async (args: WatchArgs, hre) =>
  runTask(args.json, async (out) => {
    const { setTimeout: pause } = await import("node:timers/promises");
    const { watchOnce, watchSettings } = await import("./work/notifying");
    const { renderWatched, watchedJson } = await import("../../src/report/render-watched");
    const { parseWhole } = await import("../io/parameters");
    const { storeOf } = await import("../io/store");
    const seconds = Number(parseWhole(args.every ?? "30", "number of seconds", { min: 1n, max: 86_400n }));
    watchSettings();
    const chain = await engineOf(hre, args);
    const store = storeOf(hre);
    const stop = new AbortController();
    const isStopped = (): boolean => stop.signal.aborted;
    for (const signal of ["SIGINT", "SIGTERM"]) {
      process.once(signal, () => {
        stop.abort();
      });
    }
    try {
      let watched = await watchOnce(hre, chain, await store.open());
      while (!args.once && !isStopped()) {
        out.progress(renderWatched(watched));
        await pause(seconds * 1000, undefined, { signal: stop.signal }).catch(() => undefined);
        if (!isStopped()) watched = await watchOnce(hre, chain, await store.open());
      }
      return { text: renderWatched(watched), json: watchedJson(watched) };
    } finally {
      await store.close();
    }
  }),
);
