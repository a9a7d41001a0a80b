import type { DirectoryUser, UserAccess } from "../directory/directory";
import { formatCount } from "./amounts";
import type { Colours } from "./colours";
import type { FoundUser } from "./directory-json";
import { formatDuration, formatTime } from "./durations";
import { printable } from "./printable";
import { indent, page, renderFacts, renderTable } from "./table";

/** What `directory add` and `directory link` did. */
export function renderUser(user: DirectoryUser, what: "added" | "linked"): string {
  const title = what === "added" ? "The user was added" : "The wallet is linked";
  return [`✔ ${title}`, "", ...factsOf(user).map(([name, value]) => `  ${name.padEnd(9)}${value}`)].join("\n");
}

export function renderUsers(users: readonly DirectoryUser[], colours: Colours): string {
  if (users.length === 0) return "Nobody is in the directory yet:\n  npx hardhat directory add --email … --name …";
  const rows = users.flatMap(({ id, email, name, wallets }) => {
    const [first = "no wallet", ...others] = wallets;
    return [[printable(email), printable(name), first, printable(id)], ...others.map((wallet) => ["", "", wallet, ""])];
  });
  const columns = [{ head: "e-mail" }, { head: "name" }, { head: "wallets" }, { head: "id" }];
  return page(colours.bold(formatCount(users.length, "user")), renderTable(columns, rows, colours));
}

/** A user, and all that a recovery would end. */
export function renderUserAccess({ user, access, directory }: FoundUser, colours: Colours): string {
  return page(
    `${colours.bold("User")}  in ${directory}`,
    renderFacts(factsOf(user), colours),
    `${colours.bold("A recovery ends")}\n${indent(accessInWords(access).join("\n"))}`,
    renderDetails(access, colours),
  );
}

/** What will go, in a line each, and how long a cookie cache keeps it. */
export function accessInWords({ sessions, apiKeys, factors, lingersFor }: UserAccess): string[] {
  const kinds = [...new Set(factors.map(({ kind }) => kind))];
  return [
    `${formatCount(sessions.length, "session")}${lingersFor === 0 || sessions.length === 0 ? "" : `; a cookie cache may keep one alive for ${formatDuration(lingersFor)} more`}`,
    formatCount(apiKeys.length, "API key"),
    `${formatCount(factors.length, "second factor")}${kinds.length === 0 ? "" : `: ${kinds.join(", ")}`}`,
  ];
}

function renderDetails({ sessions, apiKeys, factors }: UserAccess, colours: Colours): string {
  const rows = [
    ...sessions.map(({ client, createdAt, expiresAt }) => [
      "session",
      client === "" ? "unknown client" : printable(client),
      `since ${formatTime(createdAt)}, to ${formatTime(expiresAt)}`,
    ]),
    ...apiKeys.map(({ name }) => ["API key", printable(name), ""]),
    ...factors.map(({ kind, name }) => [kind, printable(name), ""]),
  ];
  return rows.length === 0 ? "" : renderTable([{ head: "" }, { head: "" }, { head: "" }], rows, colours);
}

function factsOf({ id, email, name, wallets }: DirectoryUser): [string, string][] {
  return [
    ["name", printable(name)],
    ["e-mail", printable(email)],
    ["id", printable(id)],
    ...(wallets.length === 0 ? [["wallet", "none yet"] as [string, string]] : []),
    ...wallets.map((wallet, index): [string, string] => [index === 0 ? "wallets" : "", wallet]),
  ];
}
