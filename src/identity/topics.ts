import { BadInputError } from "../shared/errors";
import { quote } from "../shared/wording";

/** Topics that ONCHAINID's documentation gives a name ("Claims constants"). Small numbers are each registry's own. */
const NAMES: ReadonlyMap<bigint, string> = new Map([
  [10101000100000n, "individual investor"],
  [10101000100001n, "basic identity"],
  [10101000100002n, "contact address"],
  [10101000100003n, "sovereign identity"],
  [10101000100004n, "politically exposed"],
  [10101000200000n, "institutional investor"],
  [10101000200001n, "institution information"],
  [10101000200002n, "institution details"],
  [10101000200008n, "legal identification"],
  [10101000200009n, "institutional role"],
  [10101000300002n, "country"],
  [10101000300003n, "AML status"],
  [10101000300004n, "wallets"],
  [10101000300005n, "bank accounts"],
  [10101000300006n, "crypto accounts"],
]);

/** Families of topics that offerings number themselves: `1010101xxxxxxx`. */
const FAMILY_SIZE = 10_000_000n;
const FAMILIES: ReadonlyMap<bigint, string> = new Map([
  [1010101n, "KYC status"],
  [1010102n, "accreditation"],
]);

/** Names that an operator gives to topics of their own registries. */
export type TopicNames = ReadonlyMap<bigint, string>;

const NO_NAMES: TopicNames = new Map();

/** A topic for people: `AML status (topic 10101000300003)`, or `topic 1` where nobody gave it a name. */
export function nameTopic(topic: bigint, own: TopicNames = NO_NAMES): string {
  const name = knownName(topic, own);
  return name === undefined ? `topic ${topic}` : `${name} (topic ${topic})`;
}

/** A topic's name alone: `AML status`, or `topic 1`. */
export function topicName(topic: bigint, own: TopicNames = NO_NAMES): string {
  return knownName(topic, own) ?? `topic ${topic}`;
}

/**
 * Reads an operator's table: `1=identity checked,2=accredited investor`.
 * @throws BadInputError BadTopics
 */
export function parseTopicNames(text: string): TopicNames {
  return new Map(text.split(",").map(parseEntry));
}

function parseEntry(entry: string): [bigint, string] {
  const [, topic, name] = /^ *([0-9]{1,78}) *= *([ -~]{1,60}?) *$/.exec(entry) ?? [];
  if (topic !== undefined && name !== undefined) return [BigInt(topic), name];
  throw new BadInputError(
    "BadTopics",
    `${quote(entry)} names no topic.`,
    "Set REGAIN_TOPICS to a table such as 1=identity checked,2=accredited investor.",
  );
}

function knownName(topic: bigint, own: TopicNames): string | undefined {
  return own.get(topic) ?? NAMES.get(topic) ?? FAMILIES.get(topic / FAMILY_SIZE);
}
