import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { Failure } from "../../../cli/failure";
import { readPlan } from "../../../cli/terraform/plan-json";
import { SENSITIVE, UNKNOWN } from "../../../reports/plan/stack-plan";

/** Plans that Terraform 1.11.4 made, less what no reader looks at. */
const recorded = (name: string): string => readFileSync(path.join(__dirname, "plans", `${name}.json`), "utf8");

const actions = readPlan(recorded("actions"), "demo");
const resource = (address: string) => actions.resources.find((found) => found.address === `terraform_data.${address}`);

/** A plan with one resource. */
function planOf(change: object, more: object = {}): string {
  const resource_changes = [{ address: "a.b", mode: "managed", type: "a", change }];
  return JSON.stringify({ format_version: "1.2", terraform_version: "1.11.4", resource_changes, ...more });
}

describe("what Terraform recorded", () => {
  test.each([
    ["created", "create"],
    ["deleted", "delete"],
    ["forgotten", "forget"],
    ["kept", "no-op"],
    ["new_name", "no-op"],
    ["replaced", "replace"],
    ["secret", "update"],
  ])("%s: %s", (name, action) => {
    expect(resource(name)?.action).toBe(action);
  });

  test("a renamed resource keeps the address it had", () => {
    expect(resource("new_name")?.previousAddress).toBe("terraform_data.old_name");
    expect(resource("kept")?.previousAddress).toBeUndefined();
  });

  test("what changes is named", () => {
    expect(resource("replaced")?.changed).toEqual(["id", "output", "triggers_replace"]);
    expect(resource("secret")?.changed).toEqual(["input", "output"]);
    expect(resource("kept")?.changed).toEqual([]);
  });

  test("a value that only AWS knows says so", () => {
    expect(resource("created")?.after).toMatchObject({ id: UNKNOWN });
  });

  test("a published value that will be another one is no no-op", () => {
    expect(actions.outputs).toEqual({ id_of_kept: "no-op", id_of_replaced: "create" });
  });

  test("the units are known from the state of another stack, and what an attachment refers to from its expression", () => {
    const { published, resources } = readPlan(recorded("guardrails"), "guardrails");
    expect(published.organization).toMatchObject({ ou_id_prod: expect.stringMatching(/^ou-/) });
    const created = resources.find(({ action }) => action === "create");
    expect(created?.references).toMatchObject({
      policy_id: ["aws_organizations_policy.deny-large.id", "aws_organizations_policy.deny-large"],
    });
  });
});

describe("what was changed outside", () => {
  const { drifted } = readPlan(recorded("organization"), "organization");

  test("is what the last apply left and what is there, with what differs", () => {
    const [organization] = drifted;
    expect(organization?.type).toBe("aws_organizations_organization");
    expect(organization?.changed).toEqual(["accounts", "non_master_accounts"]);
    expect(organization?.before?.accounts).not.toEqual(organization?.after?.accounts);
  });

  test("is not what was merely renamed in the state", () => {
    const change = { actions: ["no-op"], before: {}, after: {} };
    const moved = { address: "a.c", previous_address: "a.b", mode: "managed", type: "a", change };
    expect(readPlan(planOf({ actions: ["no-op"] }, { resource_drift: [moved] }), "demo").drifted).toEqual([]);
  });
});

describe("sensitive values", () => {
  test("are masked where Terraform marks them, and the rest is kept", () => {
    expect(resource("secret")?.after).toMatchObject({ input: { url: SENSITIVE, name: "plain" } });
  });

  test("are masked where a provider copied them without the mark", () => {
    expect(recorded("actions").match(/first-secret/g)?.length).toBeGreaterThan(1);
    expect(JSON.stringify(actions)).not.toMatch(/first-secret|second-secret/);
  });

  test.each([
    ["a whole value", { before_sensitive: { a: true } }, { a: SENSITIVE, b: ["y", "public"] }],
    ["an element of a list", { before_sensitive: { b: [true] } }, { a: "x", b: [SENSITIVE, "public"] }],
    ["everything", { before_sensitive: true }, {}],
    ["nothing", { before_sensitive: { a: false } }, { a: "x", b: ["y", "public"] }],
  ])("%s", (_, marks, before) => {
    const plan = planOf({ actions: ["delete"], before: { a: "x", b: ["y", "public"] }, after: null, ...marks });
    expect(readPlan(plan, "demo").resources[0]?.before).toEqual(before);
  });

  test("that change are a change, and neither is shown", () => {
    const plan = planOf({
      actions: ["update"],
      before: { a: "one-secret" },
      after: { a: "another-secret" },
      before_sensitive: { a: true },
      after_sensitive: { a: true },
    });
    expect(readPlan(plan, "demo").resources).toMatchObject([
      { changed: ["a"], before: { a: SENSITIVE }, after: { a: SENSITIVE } },
    ]);
  });

  test("that other states publish are masked, too", () => {
    const values = { outputs: { hook: "https://hooks.example/x" } };
    const state = { mode: "data", type: "terraform_remote_state", name: "security", values };
    const prior = (marks: object) => ({
      prior_state: { values: { root_module: { resources: [{ ...state, sensitive_values: marks }] } } },
    });
    const published = (marks: object) => readPlan(planOf({ actions: ["no-op"] }, prior(marks)), "demo").published;
    expect(published({ outputs: { hook: true } })).toEqual({ security: { hook: SENSITIVE } });
    expect(published({})).toEqual({ security: values.outputs });
  });
});

test("an object that a replacement left over has an address of its own", () => {
  const change = { actions: ["delete"], before: {}, after: null };
  const resource_changes = [
    { address: "a.b", mode: "managed", type: "a", change: { ...change, actions: ["no-op"] } },
    { address: "a.b", deposed: "0a1b2c3d", mode: "managed", type: "a", change },
  ];
  const { resources } = readPlan(planOf({ actions: ["no-op"] }, { resource_changes }), "demo");
  expect(resources.map(({ address, action }) => [address, action])).toEqual([
    ["a.b", "no-op"],
    ["a.b (deposed object 0a1b2c3d)", "delete"],
  ]);
});

test("a value that is published is read, unless it is secret or not known", () => {
  const change = { actions: ["update"], before: "a" };
  const output_changes = {
    known: { ...change, after: { id: "b" }, after_unknown: false, after_sensitive: false },
    secret: { ...change, after: "b", after_unknown: false, after_sensitive: true },
    unknown: { ...change, after_unknown: true },
    gone: { actions: ["delete"], before: "a", after: null },
  };
  expect(readPlan(planOf({ actions: ["no-op"] }, { output_changes }), "demo").outputValues).toEqual({
    known: { id: "b" },
    secret: SENSITIVE,
    unknown: UNKNOWN,
    gone: null,
  });
});

describe("the format", () => {
  test("of a later 1.x, with fields that nobody knows yet, is read", () => {
    const plan = planOf(
      { actions: ["create"], before: null, after: {}, later: 1 },
      { format_version: "1.9", later: [] },
    );
    expect(readPlan(plan, "demo").resources).toMatchObject([{ address: "a.b", action: "create" }]);
  });

  test.each([
    ["no JSON", "{", /is not JSON/],
    ["another major version", planOf({ actions: ["create"] }, { format_version: "2.0" }), /format 2\.0/],
    ["an action that does not exist", planOf({ actions: ["explode"] }), /resource_changes\.0\.change\.actions/],
    ["no actions", planOf({ actions: [] }), /resource_changes\.0\.change\.actions/],
    ["no plan", JSON.stringify({ hello: 1 }), /no plan of Terraform at format_version/],
    ["a plan that failed", planOf({ actions: ["create"] }, { errored: true }), /failed half-way/],
  ])("%s is refused, naming the stack", (_, text, message) => {
    const read = () => readPlan(text, "demo");
    expect(read).toThrow(Failure);
    expect(read).toThrow(message);
    expect(read).toThrow(/stack demo/);
  });
});
