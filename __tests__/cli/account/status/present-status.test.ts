import { describe, expect, test } from "@jest/globals";
import { ACCOUNT_STATES } from "../../../../catalogue/account-lifecycle";
import type { PortalInstance } from "../../../../cli/account/status/facts";
import { handOver } from "../../../../cli/account/status/hand-over";
import { formatStatus, statusToJson } from "../../../../cli/account/status/present-status";
import type { StatusRow } from "../../../../cli/account/status/row";
import type { Observation } from "../../../../cli/preflight/facts";
import { declaredShop, SHOP, suspendedShop } from "./declared-shop";

const rows: readonly StatusRow[] = [
  { aspect: "account", outcome: "ready", found: "222222222222 is ACTIVE" },
  { aspect: "contacts", outcome: "missing", found: "The billing contact is not set", remedy: "Apply it." },
  { aspect: "alert-path", outcome: "not configured", found: "alerting.mode is off" },
];
type Answered = Observation<PortalInstance | undefined>;

const portal: Answered = {
  kind: "observed",
  value: { arn: "arn:aws:sso:::instance/ssoins-1", identityStoreId: "d-1234567890" },
};
const NO_INSTANCE: Answered = { kind: "observed", value: undefined };
const handed = handOver(declaredShop(), SHOP, portal);

test("text: a row an aspect with what to do, the verdict, the hand-over", () => {
  expect(formatStatus({ rows, isTimedOut: false, handOver: handed })).toBe(`shop (222222222222)

ready           account     222222222222 is ACTIVE
missing         contacts    The billing contact is not set
                            > Apply it.
not configured  alert path  alerting.mode is off

Not ready; missing: contacts.

Hand-over, once everything is ready
  Account     shop, 222222222222
  Owner       team@acme.example
  Portal      https://d-1234567890.awsapps.com/start
  Sign in as  ReadOnly: Auditors (every account)
              Developer: Shop team (in the unit workloads)
  Regions     eu-central-1 (home), us-east-1
  Budget      none declared
  Contacts    security: Security, security@acme.example, +49 30 1234 100
              operations: Operations, operations@acme.example, +49 30 1234 200
              billing: Billing, billing@acme.example, +49 30 1234 300
  Tags        owner: team@acme.example
              rootstock:key: shop
  Last day    none
  Recovery    npm run recover -- shop
`);
});

describe("the verdict", () => {
  const waiting: StatusRow = { aspect: "trail", outcome: "waiting", found: "no log file" };

  test.each<[string, readonly StatusRow[], boolean, string]>([
    ["all that is configured is ready", rows.filter(({ outcome }) => outcome !== "missing"), false, "Ready."],
    ["something still waits", [...rows, waiting], false, "Not ready; missing: contacts; waiting: trail."],
    ["the time was up", [waiting], true, "Not ready when the time was up; waiting: trail."],
  ])("%s", (_, all, isTimedOut, expected) => {
    expect(formatStatus({ rows: all, isTimedOut, handOver: handed }).split("\n")).toContain(expected);
  });
});

test("JSON: the same, with null where there is nothing", () => {
  const printed: unknown = JSON.parse(statusToJson({ rows, isTimedOut: true, handOver: handed }));
  expect(printed).toEqual({
    ok: false,
    timedOut: true,
    account: "shop",
    id: SHOP,
    rows: [
      { aspect: "account", outcome: "ready", found: "222222222222 is ACTIVE", remedy: null },
      { aspect: "contacts", outcome: "missing", found: "The billing contact is not set", remedy: "Apply it." },
      { aspect: "alert-path", outcome: "not configured", found: "alerting.mode is off", remedy: null },
    ],
    handOver: JSON.parse(JSON.stringify(handed)),
  });
});

describe("the hand-over", () => {
  test("finds budgets in modules and tags, by their names", () => {
    const { zone, account } = declaredShop();
    const modules = new Map([
      [
        "shop",
        [
          { key: "budget", module: "account-budget", inputs: { limit: 100 } },
          { key: "dns", module: "dns", inputs: {} },
        ],
      ],
    ]);
    const tagged = { ...account, tags: { "monthly-budget": "100 EUR", owner: "x" } };
    expect(handOver({ zone: { ...zone, modules }, account: tagged }, SHOP, portal).budget).toEqual([
      'module budget: {"limit":100}',
      "tag monthly-budget: 100 EUR",
    ]);
  });

  test("names no portal where nobody is to sign in", () => {
    expect(handOver(declaredShop({ identity: { mode: "off" } }), SHOP, portal).portal).toBeUndefined();
    expect(handOver(declaredShop(), undefined, NO_INSTANCE)).toMatchObject({ id: undefined, portal: undefined });
  });

  test.each<[Answered, string]>([
    [portal, "https://d-1234567890.awsapps.com/start"],
    [NO_INSTANCE, "none: nobody signs in by Identity Center"],
    [{ kind: "denied", permission: "sso:ListInstances" }, "could not be asked: sso:ListInstances was denied"],
    [
      { kind: "failed", permission: "sso:ListInstances", message: "Rate exceeded" },
      "could not be asked: sso:ListInstances failed: Rate exceeded",
    ],
  ])("tells no portal from one that could not be asked for: %j", (answer, expected) => {
    const report = { rows, isTimedOut: false, handOver: handOver(declaredShop(), SHOP, answer) };
    expect(formatStatus(report)).toContain(`\n  Portal      ${expected}\n`);
  });

  test("lists only the contacts that the landing zone sets", () => {
    const { zone, account } = declaredShop();
    const kinds = (alternateContacts: typeof account.alternateContacts) =>
      handOver({ zone, account: { ...account, alternateContacts } }, SHOP, portal).contacts.map(({ kind }) => kind);
    expect(kinds([])).toEqual([]);
    expect(kinds(["billing", "security"])).toEqual(["security", "billing"]);
  });

  test.each([
    [true, ACCOUNT_STATES.suspended.access, "none while it is suspended", "none"],
    [
      false,
      "No guardrail restrict-suspended is in force: the unit alone stops nobody.",
      "https://d-1234567890",
      "ReadOnly: Auditors",
    ],
  ])("says of a suspended account who may act in it, restricted: %s", (isRestricted, access, portalLine, signsIn) => {
    const handed = handOver(suspendedShop(isRestricted), SHOP, portal);
    const text = formatStatus({ rows: [], isTimedOut: false, handOver: handed });
    expect(text).toContain("\n\nSuspended, and everything is in place.\n");
    expect(text).toContain(`\n  Suspended   ${access}\n`);
    expect(text).toContain(`\n  Portal      ${portalLine}`);
    expect(text).toContain(`\n  Sign in as  ${signsIn}`);
  });
});
