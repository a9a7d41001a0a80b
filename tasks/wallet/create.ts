import { scope } from "hardhat/config";
import { renderNewWallet } from "../../src/report/render-wallet";
import { OWNER_ONLY, requireFree, writeNew } from "../io/files";
import { requireGoodPassword, warnOfShortPassword } from "../io/password";
import { runTask } from "../io/run";
import { askNewPassword } from "../io/terminal";

interface CreateArgs {
  readonly out: string;
  readonly json: boolean;
}

scope("wallet", "Make a new wallet, and accept a recovery with it")
  .task("create", "Makes a new wallet in an encrypted keystore; its key is never shown")
  .addParam("out", "The keystore file to write, new-wallet.json for one")
  .addFlag("json", "Print JSON for machines")
  .setAction(async ({ out: file, json }: CreateArgs) =>
    runTask(json, async (out) => {
      const { createKeystore } = await import("../../src/chain/keystore");
      await requireFree(file);
      const password = await askNewPassword("A password for the new wallet:");
      requireGoodPassword(password);
      warnOfShortPassword(password, out);
      out.progress("Encrypting the key…");
      const { address, json: keystore } = await createKeystore(password);
      await writeNew(file, keystore, OWNER_ONLY);
      return { text: renderNewWallet(address, file), json: { address, file } };
    }),
  );
