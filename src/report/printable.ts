/** Words of others: nothing of them may steer a terminal, or turn the line around. */
export function printable(text: string): string {
  return text.replace(/\p{C}/gu, "?");
}
