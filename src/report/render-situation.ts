import { formatUnits } from "ethers";
import type { Plan } from "../recovery/plan.types";
import type { Person, Situation, WalletFacts } from "../recovery/situation.types";
import { formatCount, formatGas } from "./amounts";
import type { Colours } from "./colours";
import { isQuarantined } from "./preview-json";
import { printable } from "./printable";
import { accessInWords } from "./render-directory";
import { indent, page, renderTable } from "./table";

/** Who lost it, which wallets are theirs, and what of theirs a recovery ends. */
export function renderSituation(plan: Plan, { person, wallets, found }: Situation, colours: Colours): string {
  const columns = [{ head: "wallet" }, { head: "" }, { head: "identity" }, { head: "status" }];
  const rows = wallets.map((wallet) => [
    wallet.address,
    wallet.effective ? "effective" : "",
    wallet.registrations[0]?.identity ?? "not registered",
    statusOf(wallet, plan),
  ]);
  return page(
    person === undefined ? "" : `${colours.bold("User")}  ${nameOf(person)}`,
    renderTable(columns, rows, colours),
    person === undefined
      ? ""
      : `${colours.bold("Will end")}\n${indent(accessInWords(person.access).map(printable).join("\n"))}`,
    found === undefined
      ? ""
      : `${colours.bold("Tokens")}  ${found.held} held, of ${formatCount(found.served, "contract")} that the agent serves and ${found.configured} configured`,
  );
}

/** What the steps that are left will cost. */
export function renderEstimate({ gas }: Plan, { feePerGas }: Situation, colours: Colours): string {
  if (gas === 0n) return "";
  const fee = formatUnits(gas * feePerGas, "ether");
  return `${colours.bold("Estimate")}  ${formatGas(gas)}, ${fee} of the chain's currency at ${formatUnits(feePerGas, "gwei")} gwei`;
}

function nameOf({ user, directory }: Person): string {
  return `${printable(user.name)} <${printable(user.email)}>, id ${printable(user.id)}, in ${directory}`;
}

function statusOf(wallet: WalletFacts, plan: Plan): string {
  const words = [
    ...(wallet.registrations.length === 0
      ? []
      : [wallet.registrations.some(({ verified }) => verified) ? "verified" : "not verified"]),
    ...(isQuarantined(plan, wallet.address) ? ["quarantined"] : []),
    ...(BigInt(wallet.successor) === 0n ? [] : [`lost before, replaced by ${wallet.successor}`]),
    ...(BigInt(wallet.liveCase) === 0n ? [] : [`in the live case ${wallet.liveCase}`]),
  ];
  return words.join(", ");
}
