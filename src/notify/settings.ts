import { badSetting, parseWebAddress } from "../shared/web-address";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where notices go; a channel that nobody configured is undefined. */
export interface NotifySettings {
  readonly webhook?: { readonly url: URL; readonly secret: string };
  readonly mail?: { readonly server: URL; readonly from: string };
  readonly custodians: readonly string[];
  readonly guardians: readonly string[];
}

/** @throws BadInputError BadSetting, BadEmail */
export function notifySettingsFrom(env: Environment, parseEmail: (text: string) => string): NotifySettings {
  const { REGAIN_WEBHOOK_URL: hook = "", REGAIN_SMTP_URL: smtp = "" } = env;
  const listOf = (name: string): string[] =>
    (env[name] ?? "")
      .split(",")
      .map((each) => each.trim())
      .filter((each) => each !== "")
      .map(parseEmail);
  return {
    ...(hook === ""
      ? {}
      : {
          webhook: {
            url: parseWebAddress(hook, "REGAIN_WEBHOOK_URL"),
            secret: required(env, "REGAIN_WEBHOOK_SECRET", "REGAIN_WEBHOOK_URL"),
          },
        }),
    ...(smtp === ""
      ? {}
      : { mail: { server: mailServer(smtp), from: parseEmail(required(env, "REGAIN_MAIL_FROM", "REGAIN_SMTP_URL")) } }),
    custodians: listOf("REGAIN_MAIL_CUSTODIANS"),
    guardians: listOf("REGAIN_MAIL_GUARDIANS"),
  };
}

function mailServer(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && ["smtp:", "smtps:"].includes(url.protocol) && url.hostname !== "") return url;
  throw badSetting("REGAIN_SMTP_URL", "is no address of a mail server, such as smtps://user:password@mail.example.org");
}

function required(env: Environment, name: string, because: string): string {
  const value = env[name] ?? "";
  if (value === "") throw badSetting(name, `is not set, but ${because} is`);
  return value;
}
