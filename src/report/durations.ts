const UNITS = [
  { name: "d", seconds: 86_400 },
  { name: "h", seconds: 3_600 },
  { name: "min", seconds: 60 },
  { name: "s", seconds: 1 },
] as const;

/** `23 h 59 min`: the two largest units, never longer than it is. */
export function formatDuration(seconds: number): string {
  const first = UNITS.findIndex((unit) => seconds >= unit.seconds);
  if (first < 0) return "0 s";
  let rest = Math.floor(seconds);
  const parts: string[] = [];
  for (const { name, seconds: size } of UNITS.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.join(" ");
}

/** `in 23 h 59 min`, `5 min ago` or `now`, seen from `now`. Both in seconds since 1970. */
export function formatDistance(at: number, now: number): string {
  if (at === now) return "now";
  return at > now ? `in ${formatDuration(at - now)}` : `${formatDuration(now - at)} ago`;
}

/** `2026-11-21 04:00 UTC`; with its seconds where there are some, so that nobody comes too early. */
export function formatTime(at: number): string {
  const [day = "", time = ""] = isoTime(at).replace("Z", "").split("T");
  return `${day} ${time.replace(/:00$/, "")} UTC`;
}

/** `2026-11-21T04:00:00Z`, for machines. */
export function isoTime(at: number): string {
  return new Date(at * 1000).toISOString().replace(/\.\d+Z$/, "Z");
}
