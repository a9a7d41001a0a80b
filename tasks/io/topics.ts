import { parseTopicNames, type TopicNames } from "../../src/identity/topics";

/** The operator's own names of claim topics, from `REGAIN_TOPICS`. @throws BadInputError BadTopics */
export function ownTopics(): TopicNames {
  const table = process.env["REGAIN_TOPICS"];
  return table === undefined || table === "" ? new Map() : parseTopicNames(table);
}
