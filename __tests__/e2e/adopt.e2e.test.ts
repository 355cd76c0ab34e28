import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { AdoptedOrganization, type VerbRun } from "./adopted-organization";

const MINUTES = 60_000;

const SOUND: Partial<VerbRun> = { exitCode: 0, stderr: "" };
const NOTHING = { add: 0, change: 0, destroy: 0 };

/** Plans every stack, which must import and do nothing else, and applies it; then every second plan must be empty. */
async function importEverything(organization: AdoptedOrganization): Promise<Readonly<Record<string, number>>> {
  const { stacks, ledgerChanged } = organization.synthesize();
  expect(ledgerChanged).toBe(false);
  const imported: Record<string, number> = {};
  for (const stack of stacks) {
    const { counts, changes } = await organization.plan(stack);
    expect({ stack: stack.name, ...counts, changes: changes.filter(({ action }) => action !== "import") }).toEqual({
      stack: stack.name,
      ...NOTHING,
      import: counts.import,
      changes: [],
    });
    imported[stack.name] = counts.import;
    expect(await organization.apply(stack)).toEqual({ ...NOTHING, import: counts.import });
  }
  for (const stack of stacks) {
    const { counts, hasChanges } = await organization.plan(stack);
    expect({ stack: stack.name, counts, hasChanges }).toEqual({
      stack: stack.name,
      counts: { ...NOTHING, import: 0 },
      hasChanges: false,
    });
  }
  return imported;
}

/** Only reading calls were made between two points in the log. */
function expectOnlyReads({ emulator }: AdoptedOrganization, since: number): void {
  const calls = emulator.calls().slice(since);
  expect(calls.length).toBeGreaterThan(0);
  expect(calls.filter(({ action }) => !/^(?:Get|List|Describe)/.test(action))).toEqual([]);
}

describe("5 accounts, nothing switched on, one at the root, a trail of its own", () => {
  let organization: AdoptedOrganization;
  beforeAll(async () => {
    organization = await AdoptedOrganization.start();
    const { hand } = organization;
    const root = await hand.rootId();
    const workloads = await hand.unit("Workloads", root);
    await hand.account("Log Archive", "logs@acme.example", await hand.unit("Security", root));
    await hand.accounts(3, "shop", [workloads]);
    await hand.account("Stray", "stray@acme.example");
    await hand.trust("cloudtrail.amazonaws.com");
    await hand.organizationTrail("old-trail", "acme-old-trail-logs");
  }, 4 * MINUTES);
  afterAll(() => organization.stop());

  test(
    "the first plan imports everything and changes nothing, and a second adopt neither",
    async () => {
      const since = organization.emulator.calls().length;
      expect(await organization.adopt()).toMatchObject(SOUND);
      expectOnlyReads(organization, since);
      expect(await organization.validate()).toMatchObject(SOUND);
      expect(await importEverything(organization)).toEqual({ organization: 3, "accounts-1": 5 });

      const files = organization.files();
      expect(files["adoption-report.md"]).toContain("organization trail old-trail in us-east-1");
      expect(await organization.adopt()).toMatchObject({
        ...SOUND,
        stdout: expect.stringContaining("Nothing has changed"),
      });
      expect(organization.files()).toEqual(files);

      expect(await organization.adopt(["--finish"])).toMatchObject(SOUND);
      expect(await organization.adopt()).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining("never writes over"),
      });
      const { stacks } = organization.synthesize();
      const plans = [];
      for (const stack of stacks) plans.push(await organization.plan(stack));
      expect(plans.flatMap(({ changes }) => changes.map(({ address }) => address.split(".")[0]))).toEqual(
        Array.from({ length: 9 }, () => "terraform_data"),
      );
    },
    12 * MINUTES,
  );
});

const ODD_DENY = `{
   "Version" :"2012-10-17",  "Id": "hand-made",
   "Statement": {
     "Sid":"NoBuckets", "Effect" : "Deny", "Resource":"*",
     "Action": "s3:DeleteBucket",
     "Condition": { "StringNotLike": { "aws:PrincipalArn": ["arn:aws:iam::*:role/\${aws:username}", "arn:aws:iam::*:role/ops"] } }
   }
}`;
const ROOT_WITHOUT_NULL = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Deny",
        Action: "*",
        Resource: "*",
        Condition: { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:root" } },
      },
    ],
  },
  undefined,
  4,
);
const CONTROL_TOWER = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Sid: "GRCLOUDTRAILENABLED", Effect: "Deny", Action: "cloudtrail:StopLogging", Resource: "*" }],
});

describe("60 accounts with every peculiarity", () => {
  let organization: AdoptedOrganization;
  beforeAll(async () => {
    organization = await AdoptedOrganization.start();
    const { hand } = organization;
    const root = await hand.rootId();
    await hand.enablePolicyType("SERVICE_CONTROL_POLICY");
    await hand.enablePolicyType("TAG_POLICY");
    await hand.enablePolicyType("BACKUP_POLICY");
    await hand.trust(
      "account.amazonaws.com",
      "iam.amazonaws.com",
      "controltower.amazonaws.com",
      "ram.amazonaws.com",
      "guardduty.amazonaws.com",
    );
    await hand.centralRootAccess();
    const security = await hand.unit("Security", root);
    const units = [await hand.unit("Prod", root, { stage: "prod" }), await hand.unit("Dev", root)];
    const shared = [await hand.unit("Shared", units[0] ?? ""), await hand.unit("Shared", units[1] ?? "")];
    let deepest = shared[0] ?? "";
    for (const name of ["Team", "Team", "Legacy"]) deepest = await hand.unit(name, deepest);
    await hand.account("Log archive", "aws+logs@acme.example", security, { owner: "platform", "cost centre": "7" });
    const audit = await hand.account("Audit", "audit@acme.example", security);
    const fifty = await hand.accounts(52, "Workload", [...units, ...shared, deepest]);
    await hand.account("Dev", "dev@other.example", units[1]);
    await hand.account("Sandbox", "sandbox-a@acme.example", shared[0]);
    await hand.account("Sandbox", "sandbox-b@acme.example", shared[1]);
    const closing = await hand.account("Sandbox", "sandbox-c@acme.example", shared[1]);
    await hand.account("1 of none", "one@acme.example");
    const alone = await hand.account("Eclair & co.", "eclair@acme.example", units[0]);
    await hand.delegate(audit, "guardduty.amazonaws.com");
    await hand.policy({
      name: "no bucket/deletes",
      content: ODD_DENY,
      targets: [root, units[0] ?? "", alone, closing],
    });
    await hand.policy({
      name: "Deny root",
      description: "Found on the web",
      content: ROOT_WITHOUT_NULL,
      targets: [deepest],
    });
    await hand.policy({ name: "unused", content: ODD_DENY, targets: [] });
    await hand.policy({ name: "aws-guardrails-abcdef", content: CONTROL_TOWER, targets: [security] });
    await hand.policy({
      name: "Tags",
      type: "TAG_POLICY",
      content: '{"tags":{"owner":{"tag_key":{"@@assign":"owner"}}}}',
      targets: [root],
    });
    await hand.contacts([undefined, audit, ...fifty.slice(0, 4)]);
    await hand.contacts(fifty.slice(4, 5), "other");
    await hand.close(closing);
  }, 8 * MINUTES);
  afterAll(() => organization.stop());

  test(
    "killed half-way it goes on; the first plan imports everything and changes nothing, and a second adopt neither",
    async () => {
      const begin = organization.emulator.calls().length;
      expect((await organization.adopt([], /member accounts/)).exitCode).toBeNull();
      const killed = organization.emulator.calls().length;
      const resumed = await organization.adopt();
      expect(resumed).toMatchObject(SOUND);
      expect(resumed.stdout).toContain("Going on with a reading");
      expectOnlyReads(organization, begin);
      const again = organization.emulator.calls().slice(killed);
      expect(again.filter(({ action }) => action === "ListAccountsForParent")).toEqual([]);

      expect(await organization.validate()).toMatchObject(SOUND);
      const files = organization.files();
      expect(files["adoption-report.md"]).toMatch(/Let root sessions through: guardrails\.deny-root-policy/);
      expect(await importEverything(organization)).toEqual({
        // The organization with 8 units, central root access and three contacts of the management account.
        organization: 13,
        "accounts-1": 50 + 3 * 5,
        "accounts-2": 9,
        // Four policies, with three attachments, one, none and one.
        guardrails: 4 + 5,
      });
      expect(await organization.adopt()).toMatchObject({
        ...SOUND,
        stdout: expect.stringContaining("Nothing has changed"),
      });
      expect(organization.files()).toEqual(files);
    },
    15 * MINUTES,
  );
});

describe("300 accounts", () => {
  let organization: AdoptedOrganization;
  beforeAll(async () => {
    // What is throttled is read in the other tests; here it would only make the organization slow to build.
    organization = await AdoptedOrganization.start({ throttle: false });
    const { hand } = organization;
    const root = await hand.rootId();
    const units = [];
    for (let number = 1; number <= 12; number += 1) units.push(await hand.unit(`Team ${number}`, root));
    await hand.account("log-archive", "log-archive@acme.example", units[0]);
    await hand.account("security-tooling", "security-tooling@acme.example", units[1]);
    await hand.accounts(298, "service", units);
  }, 10 * MINUTES);
  afterAll(() => organization.stop());

  test(
    "every shard's first plan imports its accounts and changes nothing, and a second adopt neither",
    async () => {
      expect(await organization.adopt()).toMatchObject(SOUND);
      expect(await organization.validate()).toMatchObject(SOUND);
      const files = organization.files();
      expect(await organization.adopt()).toMatchObject({
        ...SOUND,
        stdout: expect.stringContaining("Nothing has changed"),
      });
      expect(organization.files()).toEqual(files);
      const { stacks } = organization.synthesize();
      const imported: Record<string, unknown> = {};
      for (const stack of stacks) {
        imported[stack.name] = (await organization.plan(stack)).counts;
        if (stack.name === "organization") await organization.apply(stack);
      }
      const shards = Array.from({ length: 6 }, (_, index) => [`accounts-${index + 1}`, { ...NOTHING, import: 50 }]);
      expect(imported).toEqual({ organization: { ...NOTHING, import: 13 }, ...Object.fromEntries(shards) });
    },
    20 * MINUTES,
  );
});
