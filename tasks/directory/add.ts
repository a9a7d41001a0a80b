import { userJson } from "../../src/report/directory-json";
import { renderUser } from "../../src/report/render-directory";
import { parseWallet } from "../../src/shared/addresses";
import { withDirectory } from "../io/directory";
import type { OutputArgs } from "../io/options";
import { runTask } from "../io/run";
import { directoryScope } from "./scope";

interface AddArgs extends OutputArgs {
  readonly email: string;
  readonly name: string;
  readonly wallet?: string;
}

directoryScope
  .task("add", "Add a user")
  .addParam("email", "Their e-mail address")
  .addParam("name", "Their name")
  .addOptionalParam("wallet", "Their wallet, linked at once")
  .addFlag("json", "Print JSON for machines: see docs/json.md")
  .setAction(async ({ email, name, wallet, json }: AddArgs) =>
    runTask(json, async () => {
      const { parseNewUser } = await import("../../src/directory/parse-user");
      const { addUser } = await import("../../src/directory/add-user");
      const wanted = parseNewUser(email, name);
      const address = wallet === undefined ? undefined : parseWallet(wallet, "the wallet");
      const user = await withDirectory((directory) => addUser(directory, wanted, address));
      return { text: renderUser(user, "added"), json: userJson(user) };
    }),
  );
