import { approveCase } from "../../src/recovery/decide";
import { roleNamed } from "../../src/provision/role-table";
import { AccessManager__factory } from "../../typechain-types";
import { describeRefusals, type Refusal } from "./refusals";
import { accept, acceptanceText, compose, makeReady, planText, prepare, propose } from "./situation";
import type { Prepared, Situation } from "./situation";

const CUSTODIAN = roleNamed("CUSTODIAN").id;

async function authorityOf(on: Situation): Promise<ReturnType<typeof AccessManager__factory.connect>> {
  return AccessManager__factory.connect(await on.chain.agent.authority(), on.cast.deployer);
}

async function revokeCustodian(on: Situation, account: string): Promise<void> {
  await (await (await authorityOf(on)).revokeRole(CUSTODIAN, account)).wait();
}

/** A case that the custodian approved; the proposer is a custodian too, and the second custodian none any more. */
async function mixUpRoles(on: Situation): Promise<Prepared> {
  const { custodian, identityManager, secondCustodian, secondHolder, stranger } = on.cast;
  const prepared = await propose(on);
  await approveCase(on.chain, custodian, prepared.caseId);
  await (await (await authorityOf(on)).grantRole(CUSTODIAN, identityManager, 0)).wait();
  await revokeCustodian(on, secondCustodian.address);
  const other = await compose(on, { lostWallet: secondHolder.address, newWallet: stranger.address });
  on.write("other-plan.json", await planText(on, other));
  on.write("other-acceptance.json", acceptanceText(on, other, await accept(on, other, stranger)));
  return prepared;
}

const step =
  (verb: string, signer: number) =>
  (_: Situation, { caseId }: Prepared): string[] => ["recovery", verb, "--case", caseId, "--signer", String(signer)];

type Row = Pick<Refusal<Prepared>, "title" | "command" | "says"> & Partial<Refusal<Prepared>>;
const roleMissing = (row: Row): Refusal<Prepared> => ({
  code: "RoleMissing",
  exit: 4,
  next: () => ["--signer or --keystore"],
  ...row,
});

describeRefusals("15. Who lacks the role", mixUpRoles, [
  roleMissing({
    title: "does not propose",
    command: () => [
      ...["recovery", "propose", "--plan", "other-plan.json", "--acceptance", "other-acceptance.json"],
      ...["--signer", "4"],
    ],
    says: (on) => [`${on.cast.custodian.address} lacks the role IDENTITY_MANAGER, which may propose`],
  }),
  roleMissing({
    title: "does not approve",
    command: step("approve", 13),
    says: (on) => [`${on.cast.stranger.address} lacks the role CUSTODIAN, which may approve`],
  }),
  roleMissing({
    title: "any more does not approve",
    command: step("approve", 5),
    says: (on) => [`${on.cast.secondCustodian.address} lacks the role CUSTODIAN, which may approve`],
  }),
  roleMissing({
    title: "does not uphold",
    command: step("uphold", 4),
    says: (on) => [`${on.cast.custodian.address} lacks the role GUARDIAN, which may uphold`],
  }),
  roleMissing({
    title: "does not cancel",
    command: step("cancel", 3),
    says: (on) => [`${on.cast.identityManager.address} lacks the role GUARDIAN, which may cancel`],
  }),
  roleMissing({
    title: "of a holder does not contest",
    command: step("contest", 11),
    says: (on) => [on.cast.thief.address, "neither the lost wallet nor a management key"],
    next: (_, { caseId }) => [`npx hardhat recovery status --case ${caseId}`],
  }),
  roleMissing({
    title: "of a custodian does not approve what they proposed",
    command: step("approve", 3),
    code: "ApprovalInvalid",
    says: (on) => [on.cast.identityManager.address, "proposed this case"],
    next: (_, { caseId }) => [`Another custodian: npx hardhat recovery approve --case ${caseId}`],
  }),
  roleMissing({
    title: "of a second custodian does not approve twice",
    command: step("approve", 4),
    code: "ApprovalInvalid",
    says: (on) => [on.cast.custodian.address, "approved this case before"],
    next: (_, { caseId }) => [`npx hardhat recovery status --case ${caseId}`],
  }),
]);

describeRefusals("15. A case that is ready", makeReady, [
  roleMissing({
    title: "is not executed by somebody without the role",
    command: (_, { caseId }) => ["recovery", "execute", "--case", caseId, "--signer", "13", "--yes"],
    says: (on) => [`${on.cast.stranger.address} lacks the role IDENTITY_MANAGER, which may execute`],
  }),
]);

async function loseApproval(on: Situation): Promise<Prepared> {
  const prepared = await makeReady(on);
  await revokeCustodian(on, on.cast.custodian.address);
  return prepared;
}

describeRefusals("15. A case whose approver lost the role", loseApproval, [
  {
    title: "is not executed",
    command: (_, { caseId }) => ["recovery", "execute", "--case", caseId, "--signer", "3", "--yes"],
    code: "NotEnoughApprovals",
    exit: 4,
    says: () => ["0 of 1 approvals count now"],
    next: (_, { caseId }) => [`npx hardhat recovery approve --case ${caseId} --network localhost`],
  },
]);

async function impoverish(on: Situation): Promise<Prepared> {
  const prepared = await prepare(on);
  await on.sandbox.provider.send("hardhat_setBalance", [on.cast.identityManager.address, "0x1"]);
  return prepared;
}

const PROPOSE = ["recovery", "propose", "--plan", "plan.json", "--acceptance", "acceptance.json", "--signer", "3"];

describeRefusals("17. Nothing is sent", impoverish, [
  {
    title: "by who cannot pay for it",
    command: () => PROPOSE,
    code: "CannotPay",
    exit: 3,
    says: (on) => [
      `${on.cast.identityManager.address} has 0.000000000000000001 of the chain's currency`,
      /may need 0\.\d+ \(\d+ gas at \d+(\.\d+)? gwei\)\. Nothing was sent\./,
    ],
    next: (on) => [`Send funds to ${on.cast.identityManager.address}`],
  },
  {
    title: "at a higher price than allowed",
    command: () => [...PROPOSE, "--max-fee", "0.000001"],
    code: "CannotPay",
    exit: 3,
    says: () => [/Gas costs \d+(\.\d+)? gwei now, more than the 0\.000001 gwei allowed\. Nothing was sent\./],
    next: () => ["--max-fee"],
  },
]);

describeRefusals("18. A node that is down", prepare, [
  {
    title: "is named",
    command: () => PROPOSE,
    env: () => ({ REGAIN_RPC_URL: "http://127.0.0.1:1" }),
    code: "RpcUnavailable",
    exit: 3,
    says: () => ["does not answer", "Nothing was sent."],
    next: () => ["REGAIN_RPC_URL"],
  },
]);
