import type { JsonRpcProvider } from "ethers";
import Sqlite from "better-sqlite3";

/** The moments that a process went through: every write to the store, and before and after every broadcast. */
export interface Moments {
  readonly count: number;
}

/** Has this process die at one of its moments, if at all. */
export function dieAtMoment(node: JsonRpcProvider, dieAt: number | undefined): Moments {
  let count = 0;
  const pass = (): void => {
    count += 1;
    if (count === dieAt) process.kill(process.pid, "SIGKILL");
  };
  watchStore(pass);
  const broadcast = node.broadcastTransaction.bind(node);
  node.broadcastTransaction = async (raw) => {
    pass();
    const response = await broadcast(raw);
    pass();
    return response;
  };
  return {
    get count() {
      return count;
    },
  };
}

function watchStore(pass: () => void): void {
  const { prototype } = Sqlite;
  const prepare = Reflect.get(prototype, "prepare") as (this: unknown, source: string) => object;
  Object.assign(prototype, {
    prepare(this: unknown, source: string): object {
      const isWrite = !/^\s*(select|pragma)/i.test(source);
      const statement = prepare.call(this, source) as { run: (...args: unknown[]) => unknown };
      if (!isWrite) return statement;
      const run = statement.run.bind(statement);
      statement.run = (...args) => {
        if (!isHeartbeat(source, this)) pass();
        return run(...args);
      };
      return statement;
    },
  });
}

/** By the clock, and so at another moment in every run; what relies on the lock writes the same inside a transaction. */
function isHeartbeat(source: string, database: unknown): boolean {
  return source.startsWith('update "locks" set "beat"') && !(database as Sqlite.Database).inTransaction;
}
