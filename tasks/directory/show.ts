import { userAccessJson } from "../../src/report/directory-json";
import { renderUserAccess } from "../../src/report/render-directory";
import { readDirectory } from "../io/directory";
import type { OutputArgs } from "../io/options";
import { runTask } from "../io/run";
import { coloursFor } from "../io/terminal";
import { directoryScope } from "./scope";

interface ShowArgs extends OutputArgs {
  readonly user: string;
}

directoryScope
  .task("show", "Show a user, and every way in that a recovery would end")
  .addParam("user", "The user's id, e-mail address or wallet")
  .addFlag("json", "Print JSON for machines: see docs/json.md")
  .setAction(async (args: ShowArgs) =>
    runTask(args.json, async () => {
      const { parseUserKey, requireUser } = await import("../../src/directory/find-user");
      const key = parseUserKey(args.user);
      const found = await readDirectory(async (directory) => {
        const user = await requireUser(directory, key);
        return { user, access: await directory.accessOf(user.id), directory: directory.name };
      });
      return { text: renderUserAccess(found, coloursFor(process.stdout)), json: userAccessJson(found) };
    }),
  );
