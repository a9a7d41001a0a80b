import { randomBytes } from "node:crypto";
import { constants, promises as fs } from "node:fs";
import { hostname } from "node:os";
import { EXIT, FileError, RegainError } from "../../src/shared/errors";
import { quote } from "../../src/shared/wording";

/** What a file system without hard links answers, as on a memory stick. */
const WITHOUT_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"];

/** Who has a file open, and since when. */
interface Owner {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

/**
 * Works on a file that nobody else works on meanwhile. A lock whose process is gone, as after a crash, is taken over.
 * @throws RegainError Busy
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = `${path}.lock`;
  await acquire(lock, path);
  try {
    return await work();
  } finally {
    await fs.rm(lock, { force: true });
  }
}

async function acquire(lock: string, path: string): Promise<void> {
  if (await create(lock)) return;
  const owner = await ownerOf(lock);
  if (owner !== undefined && isAlive(owner)) throw busy(path, lock, owner);
  await removeStale(lock, owner);
  if (await create(lock)) return;
  throw busy(path, lock, await ownerOf(lock));
}

/** The owner is in the file from its first moment: it is written elsewhere, and linked to its name. */
async function create(lock: string): Promise<boolean> {
  const draft = `${lock}.${randomBytes(6).toString("hex")}`;
  const owner: Owner = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  try {
    await fs.writeFile(draft, JSON.stringify(owner), { flag: "wx", mode: 0o600 });
    await fs.link(draft, lock).catch((error: unknown) => {
      if (!WITHOUT_LINKS.includes(codeOf(error))) throw error;
      return fs.copyFile(draft, lock, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw new FileError(
      "WriteFailed",
      `${quote(lock)} could not be written: ${codeOf(error)}.`,
      "Keep the vault in a folder that exists and may be written to.",
    );
  } finally {
    await fs.rm(draft, { force: true });
  }
}

/** Two processes may find the same stale lock: what is moved away is looked at again, and put back if it is alive. */
async function removeStale(lock: string, stale: Owner | undefined): Promise<void> {
  const aside = `${lock}.${randomBytes(6).toString("hex")}`;
  try {
    await fs.rename(lock, aside);
  } catch {
    return; // Somebody else removed it.
  }
  const found = await ownerOf(aside);
  if (found !== undefined && found.since !== stale?.since) await fs.link(aside, lock).catch(() => undefined);
  await fs.rm(aside, { force: true });
}

async function ownerOf(lock: string): Promise<Owner | undefined> {
  try {
    const { pid, host, since } = JSON.parse(await fs.readFile(lock, "utf8")) as Partial<Owner>;
    return pid === undefined || host === undefined || since === undefined ? undefined : { pid, host, since };
  } catch {
    return undefined;
  }
}

function isAlive({ pid, host }: Owner): boolean {
  if (host !== hostname()) return true; // On a shared folder; nobody here can tell.
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

function busy(path: string, lock: string, owner: Owner | undefined): RegainError {
  const who = owner === undefined ? "another process" : `process ${owner.pid} on ${owner.host} since ${owner.since}`;
  return new RegainError(
    "Busy",
    EXIT.busy,
    `${quote(path)} is open: ${who} works on it.`,
    `Wait until that command ends. If that computer is gone for good, remove ${lock}`,
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
