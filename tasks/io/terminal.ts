import pc from "picocolors";
import { BadInputError, NotAuthorizedError } from "../../src/shared/errors";
import { quote } from "../../src/shared/wording";

/** Where a secret comes from when nobody can be asked. */
type SecretVariable =
  | "REGAIN_PASSWORD"
  | "REGAIN_VAULT_PASSWORD"
  | "REGAIN_NEW_VAULT_PASSWORD"
  | "REGAIN_PIN"
  | "REGAIN_NEW_PIN"
  | "REGAIN_MNEMONIC"
  | "REGAIN_PRIVATE_KEY";

/** Whether somebody sits there, reads and can answer. */
export function isInteractive(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY;
}

/** Colours for people; plain text in a pipe, in a file, and where NO_COLOR is set. */
export function coloursFor(stream: NodeJS.WriteStream): ReturnType<typeof pc.createColors> {
  return pc.createColors(stream.isTTY && !process.env["NO_COLOR"]);
}

/**
 * Has a person type a phrase that names what is about to happen.
 * @param yes Whether `--yes` was given: then nobody is asked.
 * @throws BadInputError ConfirmationRequired when nobody can be asked, NotConfirmed when they typed something else
 */
export async function confirmTyped(phrase: string, { yes }: { readonly yes: boolean }): Promise<void> {
  if (yes) return;
  if (!isInteractive()) {
    throw new BadInputError(
      "ConfirmationRequired",
      `This asks to type ${quote(phrase)}, but there is no terminal to type it on.`,
      "Run it in a terminal, or add --yes once you have checked what it shows.",
    );
  }
  const { input } = await import("@inquirer/prompts");
  const typed = await answered(input({ message: `Type ${phrase} to go on:` }, { output: process.stderr }));
  if (typed.trim() === phrase) return;
  throw new BadInputError(
    "NotConfirmed",
    `${quote(typed)} is not ${quote(phrase)}. Nothing was done.`,
    "Check what it shows, then run the same command again.",
  );
}

/**
 * A password from the environment, or else typed and not shown.
 * @throws NotAuthorizedError PasswordMissing when there is neither the variable nor a terminal
 */
export async function askPassword(message: string, variable: SecretVariable = "REGAIN_PASSWORD"): Promise<string> {
  const given = process.env[variable];
  if (given !== undefined && given !== "") return given;
  if (!isInteractive()) {
    throw new NotAuthorizedError(
      "PasswordMissing",
      `A secret is needed (${message.replace(/:$/, "")}), but there is no terminal to type it on.`,
      `Run it in a terminal, or set ${variable} for this one command.`,
    );
  }
  const { password } = await import("@inquirer/prompts");
  return answered(password({ message, mask: "*", toggleMask: false }, { output: process.stderr }));
}

/**
 * A password for something new: typed twice, since nobody sees a mistake in it.
 * @throws NotAuthorizedError PasswordMissing; BadInputError PasswordsDiffer
 */
export async function askNewPassword(message: string, variable: SecretVariable = "REGAIN_PASSWORD"): Promise<string> {
  const first = await askPassword(message, variable);
  if (process.env[variable] === first || (await askPassword("The same again:", variable)) === first) return first;
  throw new BadInputError("PasswordsDiffer", "The two passwords differ. Nothing was done.", "Run the command again.");
}

async function answered(prompt: Promise<string>): Promise<string> {
  try {
    return await prompt;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ExitPromptError") throw error;
    throw new BadInputError("NotConfirmed", "Cancelled. Nothing was done.", "Run the same command again.");
  }
}

/** Shows a text on a screen of its own until somebody has read it: it stays in no scrollback. */
export async function showOnce(text: string): Promise<void> {
  const { input } = await import("@inquirer/prompts");
  process.stdout.write(`\u001b[?1049h\u001b[2J\u001b[H${text}\n\n`);
  try {
    await answered(input({ message: "Press Enter once it is written down" }, { output: process.stdout }));
  } finally {
    process.stdout.write("\u001b[2J\u001b[?1049l");
  }
}
