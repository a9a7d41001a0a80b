import { formatTime } from "../durations";
import { html, type Markup } from "./markup";

export interface Moment {
  /** Seconds since 1970. */
  readonly at: number;
  readonly what: string;
  /** What has not happened, but was or is due then. */
  readonly due: boolean;
}

const WIDTH = 760;
const LEFT = 12;
const AXIS = 24;
const ROW = 22;

/** Moments on an axis of time, to scale, each with its own line of words below. */
export function drawTimeline(moments: readonly Moment[]): Markup {
  const inOrder = [...moments].sort((a, b) => a.at - b.at);
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  if (first === undefined || last === undefined) return html``;
  const span = Math.max(last.at - first.at, 1);
  const height = AXIS + ROW * inOrder.length + 12;
  const marks = inOrder.map((moment, index) => {
    const x = LEFT + Math.round(((moment.at - first.at) / span) * (WIDTH - 2 * LEFT));
    return drawMoment(moment, x, AXIS + ROW * (index + 1));
  });
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Time line of the case">
    <line x1="${LEFT}" y1="${AXIS}" x2="${WIDTH - LEFT}" y2="${AXIS}" class="axis" />
    ${marks}
  </svg>`;
}

function drawMoment({ at, what, due }: Moment, x: number, y: number): Markup {
  const isRight = x > WIDTH / 2;
  const anchor = isRight ? "end" : "start";
  const kind = due ? "due" : "done";
  return html`<g class="${kind}">
    <line x1="${x}" y1="${AXIS}" x2="${x}" y2="${y - 4}" />
    <circle cx="${x}" cy="${AXIS}" r="5" />
    <text x="${isRight ? x - 7 : x + 7}" y="${y}" text-anchor="${anchor}">${what} · ${formatTime(at)}</text>
  </g>`;
}
