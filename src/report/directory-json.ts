import type { DirectoryUser, UserAccess } from "../directory/directory";
import { isoTime } from "./durations";

export interface UserJson {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly wallets: readonly string[];
}

/** What `directory add --json` and `directory link --json` print. */
export function userJson({ id, email, name, wallets }: DirectoryUser): UserJson {
  return { id, email, name, wallets };
}

/** What `directory list --json` prints. */
export function usersJson(users: readonly DirectoryUser[]): { readonly users: readonly UserJson[] } {
  return { users: users.map(userJson) };
}

/** Every way in that a recovery ends. */
export interface AccessJson {
  readonly sessions: readonly {
    readonly id: string;
    readonly createdAt: string;
    readonly expiresAt: string;
    readonly client: string;
  }[];
  readonly apiKeys: readonly { readonly id: string; readonly name: string }[];
  readonly factors: readonly { readonly id: string; readonly kind: string; readonly name: string }[];
  readonly lingersForSeconds: number;
}

export function accessJson({ sessions, apiKeys, factors, lingersFor }: UserAccess): AccessJson {
  return {
    sessions: sessions.map(({ id, createdAt, expiresAt, client }) => ({
      id,
      createdAt: isoTime(createdAt),
      expiresAt: isoTime(expiresAt),
      client,
    })),
    apiKeys: apiKeys.map(({ id, name }) => ({ id, name })),
    factors: factors.map(({ id, kind, name }) => ({ id, kind, name })),
    lingersForSeconds: lingersFor,
  };
}

/** A user with their ways in, and the directory that says so. */
export interface FoundUser {
  readonly user: DirectoryUser;
  readonly access: UserAccess;
  readonly directory: string;
}

/** What `directory show --json` prints. */
export function userAccessJson({ user, access, directory }: FoundUser): UserJson & AccessJson & { directory: string } {
  return { ...userJson(user), ...accessJson(access), directory };
}
