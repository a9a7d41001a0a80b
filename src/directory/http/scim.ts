import { getAddress, isAddress } from "ethers";
import { z } from "zod";
import type { DirectoryUser, NewUser } from "../directory";

/** Where SCIM users keep their wallets: an extension of ours, as RFC 7643 § 3.3 wants it. */
export const WALLETS = "urn:regain:params:scim:schemas:extension:wallets:1.0:User";

export const scimUser = z.object({
  id: z.string().min(1),
  userName: z.string(),
  displayName: z.string().optional(),
  name: z.object({ formatted: z.string().optional() }).optional(),
  [WALLETS]: z.object({ wallets: z.array(z.object({ value: z.string() })).optional() }).optional(),
});

export const scimList = z.object({ totalResults: z.number().int().min(0), Resources: z.array(scimUser).default([]) });

/** A SCIM user as the port's; what is no address among the wallets is left out. */
export function userFromScim(user: z.infer<typeof scimUser>): DirectoryUser {
  const wallets = (user[WALLETS]?.wallets ?? []).map(({ value }) => value).filter((value) => isAddress(value));
  return {
    id: user.id,
    email: user.userName.toLowerCase(),
    name: user.displayName ?? user.name?.formatted ?? "",
    wallets: [...new Set(wallets.map((wallet) => getAddress(wallet)))],
  };
}

export function scimUserFrom({ email, name }: NewUser): object {
  return {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
    userName: email,
    displayName: name,
    emails: [{ value: email, primary: true }],
    active: true,
  };
}

export function patchToLink(wallet: string): object {
  return {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    Operations: [{ op: "add", path: `${WALLETS}:wallets`, value: [{ value: wallet }] }],
  };
}

/** A filter's string (RFC 7644 § 3.4.2.2) has JSON's form: nothing in a value can end it. */
export function filterFor(attribute: string, value: string): string {
  return `${attribute} eq ${JSON.stringify(value)}`;
}
