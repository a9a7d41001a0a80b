import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { JsonRpcProvider } from "ethers";
import { cleanEnvironment, HARDHAT, ROOT } from "./command";

/** What a sandbox can be set up with. */
export type Target = "regain" | "t-rex";

/** A sandbox that runs, and what it says of itself. */
export interface Sandbox {
  readonly url: string;
  readonly provider: JsonRpcProvider;
  /** All that it printed before it began to wait. */
  readonly welcome: string;
  /** The address on the line that begins with this word. */
  addressOf(word: string): string;
  /** Remembers the chain as it is. @return what brings it back */
  snapshot(): Promise<() => Promise<void>>;
  pass(seconds: number): Promise<void>;
  stop(): Promise<number | null>;
}

const shared = new Map<Target, Promise<Sandbox>>();

/** One sandbox of each target for all tests of a process. Whoever changes its chain brings it back. */
export function sharedSandbox(target: Target): Promise<Sandbox> {
  const sandbox = shared.get(target) ?? freePort().then((port) => openSandbox(port, target));
  shared.set(target, sandbox);
  return sandbox;
}

/** Starts `npx hardhat sandbox`, and waits until it has said everything. It does not outlive this process. */
export async function openSandbox(port: number, target: Target): Promise<Sandbox> {
  const child = spawn(process.execPath, [HARDHAT, "sandbox", "--target", target, "--port", String(port)], {
    cwd: ROOT,
    env: cleanEnvironment(),
  });
  const abandon = (): unknown => child.kill("SIGKILL");
  process.once("exit", abandon);
  child.once("exit", () => process.off("exit", abandon));
  const welcome = await greeted(child);
  const url = `http://127.0.0.1:${port}`;
  const provider = new JsonRpcProvider(url, 31337, { staticNetwork: true, cacheTimeout: -1, pollingInterval: 50 });
  return {
    url,
    provider,
    welcome,
    addressOf: (word) => {
      const found = new RegExp(`^ +${word} +(0x[0-9a-fA-F]{40})`, "m").exec(welcome)?.[1];
      if (found === undefined) throw new Error(`The sandbox names no ${word}`);
      return found;
    },
    snapshot: async () => {
      const id: unknown = await provider.send("evm_snapshot", []);
      return async () => {
        await provider.send("evm_revert", [id]);
      };
    },
    pass: async (seconds) => {
      await provider.send("evm_increaseTime", [seconds]);
      await provider.send("evm_mine", []);
    },
    stop: () => ended(child, provider),
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** The last line of the welcome tells how to let a block be mined. */
function greeted(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let said = "";
    let complaints = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (complaints += text));
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (/evm_mine.*\n/.test(said)) done(said);
    });
    child.once("exit", (code) => {
      fail(new Error(`The sandbox ended with exit code ${code}: ${complaints}`));
    });
  });
}

async function ended(child: ChildProcess, provider: JsonRpcProvider): Promise<number | null> {
  provider.destroy();
  if (child.exitCode !== null) return child.exitCode;
  const exit = once(child, "exit");
  child.kill("SIGINT");
  const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
  const [code] = (await exit) as [number | null];
  clearTimeout(timer);
  return code;
}
