import { describe, expect, test } from "@jest/globals";
import { type EventPattern, type EventValue, matchesPattern } from "../../alerts/event-pattern";

describe("matchesPattern, as EventBridge documents its operators", () => {
  const event: EventValue = {
    source: "aws.sns",
    detail: { eventName: "Unsubscribe", readOnly: false, names: ["one", "two"], user: { id: "x" }, error: null },
  };

  test.each<[string, EventPattern, boolean]>([
    ["an equal value matches", { source: ["aws.sns"] }, true],
    ["one of several values matches", { source: ["aws.sqs", "aws.sns"] }, true],
    ["another value does not", { source: ["aws.sqs"] }, false],
    ["case counts", { source: ["AWS.sns"] }, false],
    ["every field must match", { source: ["aws.sns"], detail: { eventName: ["Publish"] } }, false],
    ["a boolean matches as a boolean", { detail: { readOnly: [false] } }, true],
    ["a boolean does not match its text", { detail: { readOnly: ["false"] } }, false],
    ["a member of a list matches", { detail: { names: ["two"] } }, true],
    ["a list without it does not", { detail: { names: ["three"] } }, false],
    ["exists", { detail: { eventName: [{ exists: true }] } }, true],
    ["exists, though null", { detail: { error: [{ exists: true }] } }, true],
    ["exists looks at leaves, not at objects", { detail: { user: [{ exists: true }] } }, false],
    ["does not exist", { detail: { invokedBy: [{ exists: false }] } }, true],
    ["does not exist below something that does not", { nowhere: { at: [{ exists: false }] } }, true],
    ["existence denied", { detail: { eventName: [{ exists: false }] } }, false],
    ["anything but others", { detail: { eventName: [{ "anything-but": ["Publish"] }] } }, true],
    ["anything but itself", { detail: { eventName: [{ "anything-but": ["Unsubscribe"] }] } }, false],
    ["anything but needs a value", { detail: { missing: [{ "anything-but": ["x"] }] } }, false],
    ["prefix", { detail: { eventName: [{ prefix: "Unsub" }] } }, true],
    ["prefix elsewhere", { detail: { eventName: [{ prefix: "subscribe" }] } }, false],
    ["prefix of a member of a list", { detail: { names: [{ prefix: "tw" }] } }, true],
    ["wildcard in front and behind", { detail: { eventName: [{ wildcard: "*sub*" }] } }, true],
    ["wildcard matches the whole value", { detail: { eventName: [{ wildcard: "*sub" }] } }, false],
    ["a dot in a wildcard is a dot", { source: [{ wildcard: "aws.*" }] }, true],
    ["a dot in a wildcard is nothing else", { detail: { eventName: [{ wildcard: "Uns.bscribe" }] } }, false],
    ["one alternative is enough", { $or: [{ source: ["aws.sqs"] }, { detail: { readOnly: [false] } }] }, true],
    ["no alternative", { $or: [{ source: ["aws.sqs"] }, { detail: { readOnly: [true] } }] }, false],
    ["alternatives beside fields", { source: ["aws.sqs"], $or: [{ detail: { readOnly: [false] } }] }, false],
  ])("%s", (_case, pattern, expected) => {
    expect(matchesPattern(pattern, event)).toBe(expected);
  });
});
