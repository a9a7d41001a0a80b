import { getIcapAddress } from "ethers";
import { describeRefusals, type Refusal } from "./refusals";
import { prepare, type Prepared, type Situation } from "./situation";

const preview = (on: Situation, changed: Readonly<Record<string, string>>): string[] => {
  const { holder, newWallet } = on.cast;
  const options = { lost: holder.address, new: newWallet.address, tokens: on.tokens.join(","), out: "new-plan.json" };
  return ["recovery", "preview", ...Object.entries({ ...options, ...changed }).flatMap(([key, v]) => [`--${key}`, v])];
};

type Bad = Pick<Refusal<Prepared>, "title" | "command" | "says" | "next"> & Partial<Refusal<Prepared>>;
const badAddress = (bad: Bad): Refusal<Prepared> => ({ code: "BadAddress", exit: 2, ...bad });
const copyAgain = (): string[] => ["Copy the address again from where it is kept"];

describeRefusals("2. Something that is no address", prepare, [
  badAddress({
    title: "in lower case is shown with its checksum",
    command: (on) => preview(on, { lost: on.cast.holder.address.toLowerCase() }),
    says: (on) => ["The lost wallet", on.cast.holder.address.toLowerCase(), "all lowercase"],
    next: (on) => [`give it as ${on.cast.holder.address}`],
  }),
  badAddress({
    title: "without 0x is shown with it",
    command: (on) => preview(on, { new: on.cast.newWallet.address.slice(2) }),
    says: () => ["The new wallet", "lacks 0x in front"],
    next: (on) => [`give it as ${on.cast.newWallet.address}`],
  }),
  badAddress({
    title: "in ICAP's form is shown in ours",
    command: (on) => preview(on, { registry: getIcapAddress(on.registry) }),
    says: (on) => ["The registry", getIcapAddress(on.registry), "ICAP"],
    next: (on) => [`give it as ${on.registry}`],
  }),
  badAddress({
    title: "that is a name of ENS is not looked up",
    command: (on) => preview(on, { new: "holder.eth" }),
    says: () => ['"holder.eth"', "names are not looked up"],
    next: copyAgain,
  }),
  badAddress({
    title: "with a letter of another alphabet in it names that letter",
    command: (on) => preview(on, { tokens: [on.tokens[0], `${on.tokens[1]!.slice(0, 41)}е`].join(",") }),
    says: () => ["Token 2", "U+0435", "position 42"],
    next: copyAgain,
  }),
  badAddress({
    title: "with white space says where",
    command: (on) => preview(on, { lost: ` ${on.cast.holder.address}` }),
    says: () => ["white space at position 1"],
    next: copyAgain,
  }),
  badAddress({
    title: "of 39 digits says how many there are",
    command: (on) => ["recovery", "list", "--agent", on.chain.agentAddress.slice(0, -1)],
    says: () => ["The recovery agent", "has 39 digits instead of 40"],
    next: copyAgain,
  }),
  badAddress({
    title: "of 41 digits says how many there are, in the environment too",
    command: () => ["recovery", "list"],
    env: (on) => ({ REGAIN_AGENT: `${on.chain.agentAddress}0` }),
    says: () => ["The recovery agent", "has 41 digits instead of 40"],
    next: copyAgain,
  }),
  badAddress({
    title: "with a wrong checksum is not shown with another one",
    command: (on) => ["claims", "sign", "--plan", "plan.json", "--issuer", flipped(on.claimIssuer), ...CLAIM],
    says: (on) => ["The claim issuer", flipped(on.claimIssuer), "wrong checksum"],
    next: copyAgain,
  }),
]);

const CLAIM = ["--topic", "1", "--text", "checked", "--signer", "8", "--out", "more-claims.json"];

/** One letter of an address in the other case. */
function flipped(address: string): string {
  const at = address.slice(2).search(/[a-fA-F]/) + 2;
  const letter = address.charAt(at);
  const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
  return `${address.slice(0, at)}${other}${address.slice(at + 1)}`;
}
