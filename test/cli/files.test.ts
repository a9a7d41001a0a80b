import { id, Signature } from "ethers";
import { encodeClaims } from "../../src/recovery/files/claims-file";
import { caseIdOf, type AgentDomain } from "../../src/recovery/recovery";
import { describeRefusals, type Refusal } from "./refusals";
import { accept, acceptanceText, approvalText, compose, kycClaim, makeReady } from "./situation";
import { planText, prepare, propose, type Prepared, type Situation } from "./situation";

const propose_ = (files: Readonly<Record<string, string>>): string[] => [
  ...["recovery", "propose", "--signer", "3"],
  ...Object.entries({ plan: "plan.json", acceptance: "acceptance.json", ...files }).flatMap(([k, v]) => [`--${k}`, v]),
];
const elsewhere = (on: Situation): AgentDomain => ({ ...on.domain, chainId: 1n });
const ACCEPT = "npx hardhat wallet accept --plan plan.json --keystore new-wallet.json --out acceptance.json";

interface Acceptances extends Prepared {
  readonly otherCase: string;
}

async function prepareAcceptances(on: Situation): Promise<Acceptances> {
  const prepared = await prepare(on);
  const { recovery, acceptance } = prepared;
  const other = await compose(on, { evidence: id("another file") });
  on.write("other-case.json", acceptanceText(on, other, await accept(on, other)));
  const abroad = await accept(on, recovery, on.cast.newWallet, elsewhere(on));
  on.write("other-chain.json", acceptanceText(on, recovery, abroad, elsewhere(on)));
  on.write("replayed.json", acceptanceText(on, recovery, abroad));
  on.write("other-key.json", acceptanceText(on, recovery, await accept(on, recovery, on.cast.thief)));
  on.write("high-s.json", acceptanceText(on, recovery, withHighS(acceptance)));
  on.write("short.json", acceptanceText(on, recovery, acceptance.slice(0, -2)));
  return { ...prepared, otherCase: caseIdOf(on.domain, other) };
}

type NotAccepted = Pick<Refusal<Acceptances>, "title" | "says"> & { readonly acceptance: string };
const notAccepted = ({ acceptance, ...row }: NotAccepted): Refusal<Acceptances> => ({
  code: "NotAccepted",
  exit: 4,
  command: () => propose_({ acceptance }),
  next: () => [ACCEPT],
  ...row,
});

describeRefusals("8. The acceptance", prepareAcceptances, [
  {
    ...notAccepted({
      title: "may not be missing",
      acceptance: "",
      says: (on, { caseId }) => [on.cast.newWallet.address, caseId, "no acceptance was given"],
    }),
    command: () => ["recovery", "propose", "--plan", "plan.json", "--signer", "3"],
  },
  notAccepted({
    title: "of another case is refused",
    acceptance: "other-case.json",
    says: (on, { caseId, otherCase }) => [on.cast.newWallet.address, caseId, otherCase],
  }),
  notAccepted({ title: "for another chain is refused", acceptance: "other-chain.json", says: () => ["for chain 1"] }),
  notAccepted({
    title: "that was signed for another chain is refused, whatever its file says",
    acceptance: "replayed.json",
    says: (on, { caseId }) => [on.cast.newWallet.address, caseId],
  }),
  notAccepted({
    title: "of another key names that key",
    acceptance: "other-key.json",
    says: (on) => [on.cast.newWallet.address, on.cast.thief.address],
  }),
  notAccepted({
    title: "with a high s is refused",
    acceptance: "high-s.json",
    says: (on) => [on.cast.newWallet.address, "malformed"],
  }),
  notAccepted({
    title: "of 64 bytes is refused",
    acceptance: "short.json",
    says: (on) => [on.cast.newWallet.address, "malformed"],
  }),
  {
    title: "is not signed with another wallet's key",
    command: () => ["wallet", "accept", "--plan", "plan.json", "--signer", "11", "--out", "accepted.json", "--yes"],
    code: "NotAccepted",
    exit: 4,
    says: (on) => [on.cast.newWallet.address, on.cast.thief.address],
    next: (on) => [`Sign with the keystore of ${on.cast.newWallet.address}`],
  },
]);

async function prepareAbroad(on: Situation): Promise<Prepared> {
  const prepared = await prepare(on);
  const { recovery, caseId, newIdentity } = prepared;
  const otherAgent = { ...on.domain, agent: on.cast.stranger.address };
  on.write("other-chain.json", await planText(on, recovery, elsewhere(on)));
  on.write("other-agent.json", await planText(on, recovery, otherAgent));
  const claims = [await kycClaim(on, newIdentity)];
  on.write("claims-abroad.json", encodeClaims({ chainId: 1n, caseId, identity: newIdentity, claims }));
  return prepared;
}

describeRefusals("10. On another chain than the case's", prepareAbroad, [
  {
    title: "a plan is refused",
    command: () => propose_({ plan: "other-chain.json" }),
    code: "WrongChain",
    exit: 3,
    says: () => ["plan is for chain 1", "serves chain 31337"],
    next: () => ["--network"],
  },
  {
    title: "claims are refused",
    command: () => propose_({ claims: "claims-abroad.json" }),
    code: "WrongChain",
    exit: 3,
    says: () => ["claims are for chain 1", "serves chain 31337"],
    next: () => ["--network"],
  },
]);

const wrongContract = (
  row: Pick<Refusal<Prepared>, "title" | "command" | "says"> & Partial<Refusal<Prepared>>,
): Refusal<Prepared> => ({ code: "WrongContract", exit: 3, next: () => ["--agent"], ...row });

describeRefusals("11. At a configured address", prepareAbroad, [
  wrongContract({
    title: "there may be no code",
    command: (on) => ["recovery", "list", "--agent", on.cast.stranger.address],
    says: (on) => [on.cast.stranger.address, "chain 31337", "no code"],
  }),
  wrongContract({
    title: "there may be another contract",
    command: (on) => ["recovery", "list", "--agent", on.tokens[0]!],
    says: (on) => [on.tokens[0]!, "chain 31337", "not a recovery agent"],
  }),
  wrongContract({
    title: "there may be another agent than the plan's",
    command: () => propose_({ plan: "other-agent.json" }),
    says: (on) => [on.cast.stranger.address, on.chain.agentAddress],
  }),
]);

async function prepareEdited(on: Situation): Promise<Prepared> {
  const prepared = await makeReady(on);
  const edit = (name: string, file: string, from: string, to: string): string =>
    on.write(name, on.read(file).replaceAll(from, to));
  edit("other-wallet.json", "plan.json", on.cast.newWallet.address, on.cast.thief.address);
  edit("other-state.json", "plan.json", '"balance": "1200"', '"balance": "1100"');
  edit("other-claims.json", "claims.json", '"data": "0x01"', '"data": "0x02"');
  return prepared;
}

const edited = (row: Pick<Refusal<Prepared>, "title" | "command" | "says">): Refusal<Prepared> => ({
  code: "HashMismatch",
  exit: 2,
  next: () => ["Get the file again from its author", "never edited"],
  ...row,
});

describeRefusals("12. A file that was edited is refused:", prepareEdited, [
  edited({
    title: "a plan with another wallet, when it is proposed",
    command: () => propose_({ plan: "other-wallet.json" }),
    says: () => ["The plan was changed after it was written"],
  }),
  edited({
    title: "a plan with another wallet, when somebody accepts it",
    command: () => ["wallet", "accept", "--plan", "other-wallet.json", "--signer", "11", "--out", "a.json", "--yes"],
    says: () => ["The plan was changed"],
  }),
  edited({
    title: "a plan that saw another balance, when the case executes",
    command: (_, { caseId }) => [...EXECUTE(caseId), "--plan", "other-state.json"],
    says: () => ["The plan was changed"],
  }),
  edited({
    title: "claims of another content, when the case executes",
    command: (_, { caseId }) => [...EXECUTE(caseId), "--claims", "other-claims.json"],
    says: () => ["The claims file was changed"],
  }),
]);

const EXECUTE = (caseId: string): string[] => ["recovery", "execute", "--case", caseId, "--signer", "3", "--yes"];

async function prepareApprovals(on: Situation): Promise<Prepared> {
  const prepared = await propose(on);
  const { caseId } = prepared;
  const otherCase = caseIdOf(on.domain, await compose(on, { evidence: id("another file") }));
  const otherAgent = { ...on.domain, agent: on.cast.stranger.address };
  on.write("other-chain.json", await approvalText(on, caseId, { domain: elsewhere(on) }));
  on.write("chain-replayed.json", await approvalText(on, caseId, { domain: elsewhere(on), says: on.domain }));
  on.write("agent-replayed.json", await approvalText(on, caseId, { domain: otherAgent, says: on.domain }));
  on.write("other-case.json", await approvalText(on, otherCase));
  const good = JSON.parse(await approvalText(on, caseId)) as { signature: string; hash?: string };
  const foreign = JSON.parse(on.read("other-case.json")) as typeof good;
  delete good.hash; // An approval that another program wrote carries none.
  const withSignature = (signature: string): string => JSON.stringify({ ...good, signature });
  on.write("case-replayed.json", withSignature(foreign.signature));
  on.write("high-s.json", withSignature(withHighS(good.signature)));
  on.write("short.json", withSignature(good.signature.slice(0, -2)));
  on.write("long.json", withSignature(`${good.signature}00`));
  return prepared;
}

type Unapproved = Pick<Refusal<Prepared>, "title" | "says"> & { readonly approval: string };
const unapproved = ({ approval, ...row }: Unapproved): Refusal<Prepared> => ({
  code: "ApprovalInvalid",
  exit: 4,
  command: (_, { caseId }) => ["recovery", "approve", "--case", caseId, "--approval", approval, "--signer", "13"],
  next: (_, { caseId }) => [`npx hardhat recovery approve --case ${caseId} --sign --out approval.json`],
  ...row,
});
const notASignature = (on: Situation, { caseId }: Prepared): string[] => [on.cast.custodian.address, caseId];

describeRefusals("16. An approval is refused", prepareApprovals, [
  unapproved({ title: "for another chain", approval: "other-chain.json", says: () => ["on chain 1"] }),
  unapproved({
    title: "that was signed for another chain, whatever its file says",
    approval: "chain-replayed.json",
    says: notASignature,
  }),
  unapproved({
    title: "that was signed for another contract, whatever its file says",
    approval: "agent-replayed.json",
    says: notASignature,
  }),
  unapproved({
    title: "of another case",
    approval: "other-case.json",
    says: (_, { caseId }) => ["other-case.json approves the case", caseId],
  }),
  unapproved({
    title: "that was signed for another case, whatever its file says",
    approval: "case-replayed.json",
    says: notASignature,
  }),
  unapproved({ title: "with a high s", approval: "high-s.json", says: notASignature }),
  unapproved({ title: "of 64 bytes", approval: "short.json", says: notASignature }),
  unapproved({ title: "of 66 bytes", approval: "long.json", says: notASignature }),
]);

/** The other signature that recovers to the same key. */
function withHighS(signature: string): string {
  const { r, s, v } = Signature.from(signature);
  const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
  const high = (ORDER - BigInt(s)).toString(16).padStart(64, "0");
  return `${r}${high}${v === 27 ? "1c" : "1b"}`;
}
