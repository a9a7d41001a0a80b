import { usersJson } from "../../src/report/directory-json";
import { renderUsers } from "../../src/report/render-directory";
import { readDirectory } from "../io/directory";
import type { OutputArgs } from "../io/options";
import { runTask } from "../io/run";
import { coloursFor } from "../io/terminal";
import { directoryScope } from "./scope";

directoryScope
  .task("list", "List every user with their wallets")
  .addFlag("json", "Print JSON for machines: see docs/json.md")
  .setAction(async ({ json }: OutputArgs) =>
    runTask(json, async () => {
      const users = await readDirectory((directory) => directory.list());
      return { text: renderUsers(users, coloursFor(process.stdout)), json: usersJson(users) };
    }),
  );
