import { approveCase, cancelCase, contestCase } from "../../src/recovery/decide";
import { executeCase } from "../../src/recovery/execute";
import { DAY } from "../stage/regain";
import { describeRefusals, type Refusal } from "./refusals";
import { makeReady, propose, type Prepared, type Situation } from "./situation";

const EXECUTE = (_: Situation, { caseId }: Prepared): string[] => [
  ...["recovery", "execute", "--case", caseId, "--claims", "claims.json", "--signer", "3", "--yes"],
];
const APPROVE = (_: Situation, { caseId }: Prepared): string[] => [
  ...["recovery", "approve", "--case", caseId, "--signer", "5"],
];
const STATUS = (_: Situation, { caseId }: Prepared): string[] => [
  `npx hardhat recovery status --case ${caseId} --network localhost`,
];

type Row = Pick<Refusal<Prepared>, "title" | "code" | "says"> & Partial<Refusal<Prepared>>;
const refused = (row: Row): Refusal<Prepared> => ({ command: EXECUTE, exit: 3, next: STATUS, ...row });

async function approved(on: Situation): Promise<Prepared> {
  const prepared = await propose(on);
  await approveCase(on.chain, on.cast.custodian, prepared.caseId);
  return prepared;
}

describeRefusals("14. Before its delay is over", approved, [
  refused({
    title: "a case does not execute, and says how long it takes",
    code: "TooEarly",
    says: () => [/from 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ on, not before\. That is in 23 h 59 min\./],
  }),
]);

async function contested(on: Situation): Promise<Prepared> {
  const prepared = await makeReady(on);
  await contestCase(on.chain, on.cast.holder, prepared.caseId);
  return prepared;
}

describeRefusals("14. While the holder contests it", contested, [
  refused({
    title: "a case does not execute",
    code: "Contested",
    says: () => ["The holder contests this case", "a guardian has to uphold or cancel it"],
  }),
]);

async function expired(on: Situation): Promise<Prepared> {
  const prepared = await makeReady(on);
  await on.sandbox.pass(7 * DAY);
  return prepared;
}

describeRefusals("14. Once expired", expired, [
  refused({ title: "a case does not execute", code: "CaseClosed", says: () => ["The case is expired"] }),
  refused({
    title: "a case is not approved",
    command: APPROVE,
    code: "CaseClosed",
    says: () => ["The case is expired"],
  }),
]);

async function cancelled(on: Situation): Promise<Prepared> {
  const prepared = await makeReady(on);
  await cancelCase(on.chain, on.cast.guardian, prepared.caseId);
  return prepared;
}

describeRefusals("14. Once cancelled", cancelled, [
  refused({ title: "a case does not execute", code: "CaseClosed", says: () => ["The case is cancelled"] }),
]);

async function executed(on: Situation): Promise<Prepared> {
  const prepared = await makeReady(on);
  await executeCase(on.chain, on.cast.identityManager, prepared.caseId);
  return prepared;
}

describeRefusals("14. Once executed", executed, [
  refused({ title: "a case does not execute again", code: "CaseClosed", says: () => ["The case is executed"] }),
]);
