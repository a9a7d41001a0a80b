import { randomBytes } from "node:crypto";
import { constants, promises as fs, type Stats } from "node:fs";
import { basename, dirname, join } from "node:path";
import { BadInputError, FileError } from "../../src/shared/errors";
import { quote } from "../../src/shared/wording";

/** Of a keystore: its owner alone reads it. */
export const OWNER_ONLY = 0o600;
const EVERYBODY_READS = 0o644;
const LARGEST_FILE = 1024 * 1024;

/**
 * Reads a file of text.
 * @param what What the file is, as it stands in a sentence: "the plan".
 * @throws FileError FileMissing; BadInputError TooLarge
 */
export async function readText(path: string, what: string, largest = LARGEST_FILE): Promise<string> {
  const handle = await fs.open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    throw missing(path, what, reasonOf(error));
  });
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw missing(path, what, "it is not a file");
    const buffer = Buffer.alloc(largest + 1);
    let size = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, size, buffer.length - size, null);
      size += bytesRead;
      if (bytesRead === 0 || size > largest) break;
    }
    if (size > largest) throw tooLarge(path, what, Math.max(size, stats.size), largest);
    return buffer.toString("utf8", 0, size);
  } finally {
    await handle.close();
  }
}

/**
 * Refuses a path that `writeNew` would refuse: to be called before a person is asked for anything.
 * @throws FileError WouldOverwrite, UnsafePath, WriteFailed
 */
export async function requireFree(path: string): Promise<void> {
  const found = await statOf(path);
  if (found === undefined) return requireFolder(path);
  if (found.isSymbolicLink()) throw unsafe(path);
  throw new FileError(
    "WouldOverwrite",
    `${quote(path)} exists, and was left as it is.`,
    "Give another name with --out.",
  );
}

/**
 * Writes a new file, whole or not at all: never over another one, and not through a symbolic link.
 * @throws FileError WouldOverwrite, UnsafePath, WriteFailed
 */
export async function writeNew(path: string, text: string, mode = EVERYBODY_READS): Promise<void> {
  await requireFree(path);
  const draft = await writeDraft(path, text, mode);
  try {
    await fs.link(draft, path);
  } catch (error) {
    if (codeOf(error) === "EEXIST") await requireFree(path);
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"].includes(codeOf(error))) throw writeFailed(path, error);
    // A file system without hard links, as on a memory stick.
    await fs.copyFile(draft, path, constants.COPYFILE_EXCL).catch((failure: unknown) => {
      throw writeFailed(path, failure);
    });
  } finally {
    await fs.rm(draft, { force: true });
  }
  await syncFolder(path);
}

/**
 * Replaces a file that `readText` read before, whole or not at all.
 * @param mode Left out, the file keeps the one that it has.
 * @throws FileError UnsafePath, WriteFailed; the old file is intact then
 */
export async function replaceFile(path: string, text: string, mode?: number): Promise<void> {
  const found = await statOf(path);
  if (found?.isSymbolicLink() === true) throw unsafe(path);
  const kept = found === undefined ? EVERYBODY_READS : found.mode & 0o777;
  const draft = await writeDraft(path, text, mode ?? kept);
  try {
    await fs.rename(draft, path);
  } catch (error) {
    await fs.rm(draft, { force: true });
    throw writeFailed(path, error);
  }
  await syncFolder(path);
}

/** The whole text in a file beside the final one, on the disk and with its mode, before it gets its name. */
async function writeDraft(path: string, text: string, mode: number): Promise<string> {
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  try {
    const handle = await fs.open(draft, flags, OWNER_ONLY);
    try {
      await handle.chmod(mode);
      await handle.writeFile(text);
      await handle.sync();
      const { mode: actual } = await handle.stat();
      if (mode === OWNER_ONLY && (actual & 0o077) !== 0) throw new Error("the file system keeps no permissions");
    } finally {
      await handle.close();
    }
    return draft;
  } catch (error) {
    await fs.rm(draft, { force: true }).catch(() => undefined);
    throw writeFailed(path, error);
  }
}

/** Whether something has this name, be it a link that leads nowhere. */
export async function isThere(path: string): Promise<boolean> {
  return (await statOf(path)) !== undefined;
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await fs.lstat(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw writeFailed(path, error);
  }
}

async function requireFolder(path: string): Promise<void> {
  await fs.access(dirname(path), constants.W_OK).catch((error: unknown) => {
    throw writeFailed(path, error);
  });
}

/** So that the name, too, is on the disk. Not every system can do it, and the content is safe by now. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await fs.open(dirname(path), constants.O_RDONLY);
    await folder.sync().finally(() => folder.close());
  } catch {
    return;
  }
}

function missing(path: string, what: string, why: string): FileError {
  return new FileError("FileMissing", `${quote(path)}, ${what}, cannot be read: ${why}.`, "Check the file's name.");
}

function tooLarge(path: string, what: string, size: number, largest: number): BadInputError {
  const message = `${quote(path)}, ${what}, has ${size} bytes or more; ${largest} are the most that are read.`;
  return new BadInputError("TooLarge", message, "Check that this is the right file.");
}

function unsafe(path: string): FileError {
  const message = `${quote(path)} is a symbolic link: the file would be written somewhere else.`;
  return new FileError("UnsafePath", message, "Give the path of the file itself, with a new name.");
}

function writeFailed(path: string, error: unknown): FileError {
  const message = `${quote(path)} could not be written: ${reasonOf(error)}. Nothing was changed.`;
  return new FileError("WriteFailed", message, "Give a path in a folder that exists and may be written to.");
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  ENOTDIR: "a part of the path is not a folder",
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  EISDIR: "it is a folder",
  ELOOP: "it leads through too many symbolic links",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be larger than allowed",
  EROFS: "the file system is read-only",
  ENAMETOOLONG: "the name is too long",
};

function reasonOf(error: unknown): string {
  return REASONS[codeOf(error)] ?? (error instanceof Error ? error.message : "an unknown failure");
}

function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "";
}
