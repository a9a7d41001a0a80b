import type { Directory, DirectoryUser, UserKey } from "../directory";
import { directoryUnavailable, notUsersWallet, userExists, userUnknown } from "../refusals";
import { openAccessHook } from "./access";
import { parseAnswer, request, type Answer } from "./request";
import { filterFor, patchToLink, scimList, scimUser, scimUserFrom, userFromScim, WALLETS } from "./scim";

export interface HttpSettings {
  /** The SCIM 2.0 service: what stands before /Users. */
  readonly scim: URL;
  /** Its bearer token. */
  readonly token: string;
  /** The webhook for sessions, keys and factors. */
  readonly access: URL;
  /** What its requests are signed with. */
  readonly secret: string;
}

const PAGE = 200;
const UNIQUENESS = 409;
const NOT_FOUND = 404;

/** An identity provider behind HTTP: users by SCIM 2.0 (RFC 7643, RFC 7644), their ways in by a signed webhook. */
export function openHttpDirectory(settings: HttpSettings): Directory {
  const name = `SCIM at ${settings.scim.origin}`;
  const send = (
    method: string,
    path: string,
    query: Readonly<Record<string, string>>,
    body?: object,
  ): Promise<Answer> =>
    request(name, addressOf(settings.scim, path, query), {
      method,
      headers: {
        authorization: `Bearer ${settings.token}`,
        accept: "application/scim+json",
        ...(body === undefined ? {} : { "content-type": "application/scim+json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  const byFilter = async (filter: string) => {
    const { Resources } = parseAnswer(name, await send("GET", "Users", { filter }), scimList);
    if (Resources.length > 1) throw directoryUnavailable(name, `it has ${Resources.length} users with ${filter}`);
    return Resources[0];
  };
  const byId = async (id: string) => {
    const answer = await send("GET", `Users/${encodeURIComponent(id)}`, {});
    return answer.status === NOT_FOUND ? undefined : parseAnswer(name, answer, scimUser);
  };
  const find = async (key: UserKey) => {
    const found =
      "id" in key
        ? await byId(key.id)
        : await byFilter(
            "email" in key ? filterFor("userName", key.email) : filterFor(`${WALLETS}:wallets.value`, key.wallet),
          );
    return found === undefined ? undefined : userFromScim(found);
  };

  return {
    name,
    find,
    list: async () => {
      const users: DirectoryUser[] = [];
      for (;;) {
        const query = { startIndex: String(users.length + 1), count: String(PAGE) };
        const { totalResults, Resources } = parseAnswer(name, await send("GET", "Users", query), scimList);
        users.push(...Resources.map(userFromScim));
        if (Resources.length === 0 || users.length >= totalResults) break;
      }
      return users.sort((a, b) => (a.email < b.email ? -1 : 1));
    },
    add: async (user) => {
      const answer = await send("POST", "Users", {}, scimUserFrom(user));
      if (answer.status === UNIQUENESS) throw userExists(user.email);
      return userFromScim(parseAnswer(name, answer, scimUser));
    },
    link: async (userId, wallet) => {
      const user = await find({ id: userId });
      if (user === undefined) throw userUnknown(userId);
      const owner = await find({ wallet });
      if (owner !== undefined && owner.id !== userId) throw notUsersWallet(wallet);
      if (user.wallets.includes(wallet)) return user;
      const answer = await send("PATCH", `Users/${encodeURIComponent(userId)}`, {}, patchToLink(wallet));
      if (answer.status === UNIQUENESS) throw notUsersWallet(wallet);
      if (answer.status < 200 || answer.status > 299) parseAnswer(name, answer, scimUser);
      const linked = await find({ id: userId });
      if (linked?.wallets.includes(wallet) === true) return linked;
      throw directoryUnavailable(name, `it accepted the wallet ${wallet} for ${userId}, but does not show it`);
    },
    ...openAccessHook({
      name: `access webhook at ${settings.access.origin}`,
      url: settings.access,
      secret: settings.secret,
    }),
  };
}

function addressOf(base: URL, path: string, query: Readonly<Record<string, string>>): URL {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/${path}`;
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  return url;
}
