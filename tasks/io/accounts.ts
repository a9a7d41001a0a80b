import { getAddress, HDNodeWallet, Mnemonic, Wallet, type Signer } from "ethers";
import type { HardhatNetworkAccountsConfig, HardhatRuntimeEnvironment, HttpNetworkAccountsConfig } from "hardhat/types";

/** An account of the network, whose transactions are signed here or by its node, and sent by nobody but us. */
export interface Account {
  readonly address: string;
  readonly signer: Signer;
}

type Accounts = HardhatNetworkAccountsConfig | HttpNetworkAccountsConfig;

/** The accounts that the configuration gives a network; for one without, those of its node. */
export async function accountsOf(hre: HardhatRuntimeEnvironment): Promise<Account[]> {
  const { accounts } = hre.network.config;
  if (accounts !== "remote") return walletsOf(accounts);
  const { RemoteSigner } = await import("../../src/chain/remote-signer");
  const { tried } = await import("../../src/chain/send");
  const { provider } = hre.network;
  const found = await tried(() => provider.request({ method: "eth_accounts" }) as Promise<string[]>);
  // Hardhat's own node signs no transaction without sending it, but its accounts are known to everybody.
  const known = new Map(walletsOf(hre.config.networks.hardhat.accounts).map((each) => [each.address, each]));
  return found.map(getAddress).map((address) => {
    const ask = (method: string, params: readonly unknown[]): Promise<unknown> =>
      provider.request({ method, params: [...params] });
    return known.get(address) ?? { address, signer: new RemoteSigner(address, ask) };
  });
}

/** An account whose key is with a signer of its own, at a URL. */
export async function remoteAccount(url: string, address: string): Promise<Signer> {
  const { askAt } = await import("../../src/chain/node");
  const { RemoteSigner } = await import("../../src/chain/remote-signer");
  return new RemoteSigner(address, askAt(url));
}

function walletsOf(accounts: Exclude<Accounts, "remote">): Account[] {
  const wallets = Array.isArray(accounts)
    ? accounts.map((account) => new Wallet(typeof account === "string" ? account : account.privateKey))
    : derived(accounts);
  return wallets.map((signer) => ({ address: signer.address, signer }));
}

function derived({
  mnemonic,
  passphrase,
  path,
  initialIndex,
  count,
}: Exclude<Exclude<Accounts, "remote">, readonly unknown[]>): HDNodeWallet[] {
  const parent = HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(mnemonic, passphrase), path);
  return Array.from({ length: count }, (_, index) => parent.deriveChild(initialIndex + index));
}
