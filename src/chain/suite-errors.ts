import { Interface } from "ethers";
import { IModularCompliance__factory } from "../../typechain-types/factories/contracts/compliance/IModularCompliance__factory";
import { IRecoverableRegistry__factory } from "../../typechain-types/factories/contracts/registry/IRecoverableRegistry__factory";
import { IRecoverableStorage__factory } from "../../typechain-types/factories/contracts/registry/IRecoverableStorage__factory";
import { Token__factory } from "../../typechain-types/factories/contracts/token/Token__factory";
import { CountryAllowModule__factory } from "../../typechain-types/factories/contracts/compliance/modules/CountryAllowModule__factory";
import { MaxBalanceModule__factory } from "../../typechain-types/factories/contracts/compliance/modules/MaxBalanceModule__factory";
import { STANDINGS, type Standing } from "./enums";

/** Every error of our suite that a case can meet. */
export const suiteAbi = new Interface(
  [
    ...[Token__factory, IRecoverableRegistry__factory, IRecoverableStorage__factory, IModularCompliance__factory],
    ...[MaxBalanceModule__factory, CountryAllowModule__factory],
  ].flatMap(({ abi }) => abi.filter(({ type }) => type === "error")),
);

type Values = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => String(value);

/** What an error of our suite means, as it stands in a sentence; undefined for one that its name explains best. */
export function explainSuiteError(name: string, values: Values): string | undefined {
  return WORDS[name]?.(values);
}

const WORDS: Readonly<Record<string, (values: Values) => string>> = {
  TokenPaused: () => "the token is paused",
  TokenWalletFrozen: (v) => `${text(v["wallet"])} is frozen`,
  TokenWalletBlocked: (v) => `${text(v["wallet"])} ${BLOCKED[STANDINGS[Number(v["standing"])] ?? "free"]}`,
  TokenReceiverNotVerified: (v) => `${text(v["wallet"])} is not verified`,
  AgentRoleAgentOnly: (v) => `${text(v["caller"])} is no agent of it`,
  IdentityRegistryNotManager: (v) => `${text(v["newWallet"])} does not manage the identity ${text(v["identity"])}`,
  IdentityRegistryNotVerified: (v) => `${text(v["wallet"])} is not verified yet`,
};

const BLOCKED: Readonly<Record<Standing, string>> = {
  free: "is blocked",
  quarantined: "is in quarantine",
  "awaiting verification": "waits in quarantine until it is verified",
  lost: "is lost, and another wallet stands in its place",
};
