/** Text that is HTML already: what is not is escaped when it is put into it. */
export class Markup {
  constructor(readonly html: string) {}
}

type Part = Markup | string | number | readonly Markup[];

/** A template of HTML: every value in it is escaped, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((text, index) => text + render(parts[index] ?? "")).join(""));
}

function render(part: Part): string {
  if (part instanceof Markup) return part.html;
  if (typeof part === "object") return part.map((each) => each.html).join("");
  return escapeHtml(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Also of control characters, and of those that turn a line around: a token chooses its own words. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "\u{fffd}")
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
