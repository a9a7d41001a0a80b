import type { Migration } from "kysely";
import * as cases from "./001-cases";
import * as notices from "./002-notices";
import * as vaults from "./003-vaults";

/** In the order of their names. One that was released is never changed: what comes later is another one. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "001-cases": cases,
  "002-notices": notices,
  "003-vaults": vaults,
};
