import type { VaultMessage } from "../vault/slots/vault-message";

/** The whole of what an account is about to sign, field by field. */
export function renderVaultMessage({ domain, message }: VaultMessage): string {
  const fields: Readonly<Record<string, string>> = {
    domain: `${domain.name}, version ${domain.version}`,
    chain: String(domain.chainId),
    ...message,
  };
  const width = Math.max(...Object.keys(fields).map((name) => name.length));
  return [
    "The account signs this message, and nothing else:",
    "",
    ...Object.entries(fields).map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    "",
  ].join("\n");
}
