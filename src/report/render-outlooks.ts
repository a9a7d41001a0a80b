import type { Deed, EntryReport, Outlook } from "../recovery/batch.types";
import type { Pace } from "../shared/in-parallel";
import { counted } from "../shared/wording";
import { onNetwork } from "./commands";
import { formatDuration } from "./durations";
import type { Setting } from "./setting";
import { page, renderTable } from "./table";

/** In the order in which they are shown, each with what it does. */
const DEEDS: Readonly<Record<Deed, string>> = {
  propose: "the lost wallet is frozen on its tokens, and the case waits for approvals and the delay",
  execute: "the identity is replaced, every token moves, sessions and second factors end; there is no way back",
  retry: "tokens that an execution left open move",
  resume: "what an earlier command left open is ended, and the case goes on",
};

/** What a batch is about to do, before anybody is asked to confirm it. */
export function renderOutlooks(due: readonly Outlook[], idle: readonly EntryReport[], setting: Setting): string {
  const { colours } = setting;
  const verbs = (Object.keys(DEEDS) as Deed[]).filter((verb) => due.some(({ deed }) => deed === verb));
  const counts = verbs.map((verb) => [verb, String(due.filter(({ deed }) => deed === verb).length), DEEDS[verb]]);
  const rows = due.map(({ entry: { line, recovery }, deed, found }) => [
    ...[String(line), deed ?? "", recovery.lostWallet, recovery.newWallet],
    found.detail,
  ]);
  const heads = ["line", "step", "lost wallet", "new wallet", "preview"].map((head) => ({ head }));
  return page(
    colours.bold(`${counted(due.length + idle.length, "recovery", "recoveries")}, ${due.length} to go on with now`),
    renderTable([{ head: "" }, { head: "", align: "right" }, { head: "" }], counts, colours),
    renderTable(heads, rows, colours),
    renderBlocked(idle, setting),
  );
}

/** What somebody types before any of it is sent. */
export function confirmationOfBatch(count: number): string {
  return `RECOVER ${counted(count, "WALLET", "WALLETS")}`;
}

/** How far a look at all of them is. @param what "previewed", "read" */
export function renderPace(what: string, { done, total, rate, left }: Pace): string {
  return `  ${what} ${done} of ${total}, ${rate.toFixed(1)} a second, ${formatDuration(left)} left`;
}

/** Those that wait are told of in the end; what stands in the way of others is worth knowing before. */
function renderBlocked(idle: readonly EntryReport[], setting: Setting): string {
  const { colours } = setting;
  const blocked = idle.filter(({ state }) => state === "blocked" || state === "unknown");
  if (blocked.length === 0) return "";
  const rows = blocked.map(({ line, detail, next }) => [String(line), detail, onNetwork(next, setting)]);
  return page(
    colours.yellow(`${counted(blocked.length, "line")} cannot go on`),
    renderTable([{ head: "line" }, { head: "what" }, { head: "next" }], rows, colours),
  );
}
