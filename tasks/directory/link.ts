import { userJson } from "../../src/report/directory-json";
import { renderUser } from "../../src/report/render-directory";
import { parseWallet } from "../../src/shared/addresses";
import { withDirectory } from "../io/directory";
import type { OutputArgs } from "../io/options";
import { runTask } from "../io/run";
import { directoryScope } from "./scope";

interface LinkArgs extends OutputArgs {
  readonly user: string;
  readonly wallet: string;
}

directoryScope
  .task("link", "Link a wallet to a user")
  .addParam("user", "The user's id or e-mail address, or a wallet that is theirs already")
  .addParam("wallet", "The wallet")
  .addFlag("json", "Print JSON for machines: see docs/json.md")
  .setAction(async (args: LinkArgs) =>
    runTask(args.json, async () => {
      const { parseUserKey, requireUser } = await import("../../src/directory/find-user");
      const key = parseUserKey(args.user);
      const wallet = parseWallet(args.wallet, "the wallet");
      const user = await withDirectory(async (directory) => {
        const { id } = await requireUser(directory, key);
        return directory.link(id, wallet);
      });
      return { text: renderUser(user, "linked"), json: userJson(user) };
    }),
  );
