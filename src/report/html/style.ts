import { Markup } from "./markup";

/** Everything that the page looks like: it loads nothing from anywhere. */
export const STYLE = new Markup(`<style>
  :root { color-scheme: light; }
  body { font: 15px/1.5 system-ui, sans-serif; color: #1d2430; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
  h1 { font-size: 1.5rem; margin-bottom: 0; }
  h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #c8ccd4; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; padding: .25rem .75rem .25rem 0; vertical-align: top; border-bottom: 1px solid #eceef2; }
  th { font-weight: 600; color: #566072; }
  td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
  code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere; }
  .good { color: #17663a; } .bad { color: #a01c1c; }
  svg { width: 100%; height: auto; font: 12px system-ui, sans-serif; }
  svg .axis { stroke: #1d2430; stroke-width: 2; }
  svg g line { stroke: #9aa3b2; } svg g.done circle { fill: #17663a; } svg g.due circle { fill: #fff; stroke: #566072; }
  footer { margin-top: 2rem; color: #566072; font-size: .85em; }
  @media print { body { margin: 0; max-width: none; font-size: 11px; } h2, tr, svg { break-inside: avoid; } }
  @page { margin: 15mm; }
</style>`);
