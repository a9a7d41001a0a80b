import { AbiCoder, dataSlice, toUtf8String, Utf8ErrorFuncs, type Interface } from "ethers";
import { IAccessManaged__factory } from "../../typechain-types/factories/@openzeppelin/contracts/access/manager/IAccessManaged__factory";
import { IIdentityRegistry__factory } from "../../typechain-types/factories/contracts/interfaces/IIdentityRegistry__factory";
import { RecoveryAgent__factory } from "../../typechain-types/factories/contracts/recovery/RecoveryAgent__factory";
import { IToken__factory } from "../../typechain-types/factories/contracts/token/IToken__factory";
import { EXIT, RegainError } from "../shared/errors";
import { EXPLANATIONS } from "./explanations";
import { explainSuiteError, suiteAbi } from "./suite-errors";

const ERROR_STRING = "0x08c379a0";
const PANIC = "0x4e487b71";
const agentAbi = RecoveryAgent__factory.createInterface();
const authorityAbi = IAccessManaged__factory.createInterface();
const tokenAbi: Interface = IToken__factory.createInterface();
const registryAbi: Interface = IIdentityRegistry__factory.createInterface();

type Values = Record<string, unknown>;

const text = (value: unknown): string => String(value);

/**
 * A revert of the recovery agent as an error with its next step.
 * @param step The agent's function that was called, where that is known.
 */
export function explainRevert(data: string, step?: string): RegainError {
  const error = parse(data);
  const explain = error === null ? undefined : EXPLANATIONS[error.name];
  if (error === null || explain === undefined) {
    return new RegainError(
      "ChainRefused",
      EXIT.refused,
      `The chain refused: ${explainReason(data)}.`,
      "Preview the case to see what stands in the way: npx hardhat recovery preview --case <id>",
    );
  }
  const { code, exit, message, next } = explain(error.args.toObject(), step);
  return new RegainError(code, exit, message, next);
}

/** Why a token or a registry refused, in words, from the bytes that it reverted with. */
export function explainReason(data: string): string {
  if (data === "0x") return "no reason given, or out of its gas";
  if (data.startsWith(ERROR_STRING)) return `"${readString(data)}"`;
  if (data.startsWith(PANIC)) return `panic ${dataSlice(data, data.length / 2 - 2)}`;
  const error = parse(data);
  if (error === null) return `error ${data.slice(0, 10)}`;
  const values = error.args.toObject() as Values;
  if (error.name === "RecoveryAgentCallFailed") {
    return `${functionName(text(values["selector"]))} failed: ${explainReason(text(values["reason"]))}`;
  }
  if (error.name === "RecoveryAgentTokenPaused") return "the token is paused";
  if (error.name === "RecoveryAgentNotVerified") return "the new wallet is not verified";
  if (error.name === "RecoveryAgentUnreadable") {
    return `${text(values["target"])} does not answer ${functionName(text(values["selector"]))}`;
  }
  const ofSuite = explainSuiteError(error.name, values);
  if (ofSuite !== undefined) return ofSuite;
  const explain = EXPLANATIONS[error.name];
  if (explain !== undefined) return explain(values).message.replace(/\.$/, "");
  const shown = Object.entries(values).map(([name, value]) => `${name} ${text(value)}`);
  return `${error.name.replace("RecoveryAgent", "")} (${shown.join(", ")})`;
}

function parse(data: string): ReturnType<typeof agentAbi.parseError> {
  // Of a long revert the agent keeps the beginning: what was cut off reads as zeros.
  const whole = `${data}${"00".repeat(512)}`;
  try {
    return agentAbi.parseError(whole) ?? authorityAbi.parseError(whole) ?? suiteAbi.parseError(whole);
  } catch {
    return null;
  }
}

function functionName(selector: string): string {
  const fragment = tokenAbi.getFunction(selector) ?? registryAbi.getFunction(selector);
  return fragment?.name ?? selector;
}

/** The sentence of an `Error(string)`, even when the agent kept only its first bytes. */
function readString(data: string): string {
  try {
    return AbiCoder.defaultAbiCoder().decode(["string"], dataSlice(data, 4))[0] as string;
  } catch {
    return data.length > 138
      ? `${toUtf8String(dataSlice(data, 68), Utf8ErrorFuncs.replace).replaceAll("\0", "")}…`
      : data;
  }
}
