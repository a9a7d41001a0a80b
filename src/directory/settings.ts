import { badSetting, parseWebAddress } from "../shared/web-address";
import type { HttpSettings } from "./http/open";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the directory is: an identity provider behind HTTP, or better-auth's tables in the store. */
export type DirectoryPlace =
  ({ readonly kind: "http" } & HttpSettings) | { readonly kind: "better-auth"; readonly cookieCacheSeconds: number };

/** What better-auth keeps a session in a cookie for, where its cookie cache is on and nothing else was said. */
const COOKIE_CACHE_SECONDS = 300;
const LONGEST_CACHE = 31_536_000;

/** @throws BadInputError BadSetting */
export function directoryPlaceFrom(env: Environment): DirectoryPlace {
  const { REGAIN_DIRECTORY_URL: url = "", REGAIN_DIRECTORY_COOKIE_CACHE: cache = "" } = env;
  if (url === "") {
    const seconds = /^[0-9]{1,8}$/.test(cache) ? Number(cache) : COOKIE_CACHE_SECONDS;
    if ((cache !== "" && String(seconds) !== cache) || seconds > LONGEST_CACHE) {
      throw badSetting("REGAIN_DIRECTORY_COOKIE_CACHE", "is no number of seconds");
    }
    return { kind: "better-auth", cookieCacheSeconds: seconds };
  }
  return {
    kind: "http",
    scim: parseWebAddress(url, "REGAIN_DIRECTORY_URL"),
    token: required(env, "REGAIN_DIRECTORY_TOKEN"),
    access: parseWebAddress(required(env, "REGAIN_DIRECTORY_ACCESS_URL"), "REGAIN_DIRECTORY_ACCESS_URL"),
    secret: required(env, "REGAIN_DIRECTORY_SECRET"),
  };
}

function required(env: Environment, name: string): string {
  const value = env[name] ?? "";
  if (value === "") throw badSetting(name, "is not set, but REGAIN_DIRECTORY_URL is");
  return value;
}
