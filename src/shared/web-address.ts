import { isIP } from "node:net";
import { BadInputError } from "./errors";

/**
 * An address that secrets are sent to: https, or http on this very machine.
 * @param setting The environment's variable that holds it.
 * @throws BadInputError BadSetting
 */
export function parseWebAddress(text: string, setting: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.username !== "" || url.password !== "") {
    throw badSetting(setting, "is no web address, or has a password in it");
  }
  const isOwn = url.hostname === "localhost" || (isIP(url.hostname) === 4 && url.hostname.startsWith("127."));
  if (url.protocol === "https:" || (url.protocol === "http:" && isOwn)) return url;
  throw badSetting(setting, "is not https: what is sent there could be read on the way");
}

export function badSetting(setting: string, problem: string): BadInputError {
  return new BadInputError("BadSetting", `${setting} ${problem}.`, `Set ${setting} anew, or unset it.`);
}
