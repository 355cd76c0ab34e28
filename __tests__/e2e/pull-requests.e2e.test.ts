import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../model/config";
import { DENY_LARGE, shopConfig } from "../support/planned";
import { type Checkout, type CheckoutRun, startCheckout } from "./checkout";
import { MINUTES } from "./emulated-organization";

const BASE = shopConfig({
  baseline: { mode: "off" },
  backend: { type: "s3", bucket: "acme-terraform-states", region: "eu-central-1", createBucket: true },
  pipeline: { github: { repository: "acme/landing-zone" } },
});

let checkout: Checkout;
/** The configuration on the main branch: what was applied last. */
let onMain: LandingZoneConfig = BASE;

beforeAll(async () => {
  checkout = await startCheckout(BASE);
}, 3 * MINUTES);
afterAll(() => checkout?.stop(), MINUTES);

interface DraftUnit {
  name: string;
  guardrails?: string[];
  accounts?: Record<string, { name?: string; email: string }>;
}
type Draft = { -readonly [K in keyof LandingZoneConfig]: LandingZoneConfig[K] } & {
  organizationalUnits: Record<"prod" | "dev", DraftUnit>;
};

/** What is on the main branch with something changed, whatever is in it. */
function changed(change: (config: Draft) => void): LandingZoneConfig {
  const draft: Draft = JSON.parse(JSON.stringify(onMain));
  change(draft);
  return draft;
}

/** What a pull request changes, and what the plan and the apply answer. */
interface PullRequest {
  readonly name: string;
  readonly change: (config: Draft) => void;
  readonly affected: readonly string[];
  readonly sentences: readonly string[];
  /** Who gains or loses what, as the evaluator of policies says. @default nobody */
  readonly protection?: readonly string[];
  /** The changes that are refused. @default none */
  readonly refused?: readonly string[];
  /** Whether what is refused is then approved; otherwise it is not applied. @default false */
  readonly isApproved?: boolean;
}

const PULL_REQUESTS: readonly PullRequest[] = [
  {
    name: "a new account",
    change: ({ organizationalUnits: { dev } }) => {
      dev.accounts = { ...dev.accounts, "shop-test": { email: "aws+shop-test@acme.example" } };
    },
    affected: ["accounts-1"],
    sentences: [
      "Account shop-test is created in dev.",
      "The billing contact is set in 1 account.",
      "The operations contact is set in 1 account.",
      "The security contact is set in 1 account.",
    ],
  },
  {
    name: "a guardrail that is weakened",
    change: (config) => {
      const narrower = { StringLike: { "ec2:InstanceType": "u-*.48xlarge" } };
      const statements = [{ ...DENY_LARGE, Condition: narrower }];
      config.guardrails = { ...config.guardrails, "deny-large": { reason: "Nobody needs these.", statements } };
    },
    affected: ["guardrails"],
    sentences: ["Guardrail deny-large changes on prod, over 1 account."],
    protection: ["ordinary-role changes in shop-prod"],
  },
  {
    name: "an account that moves between units, away from a guardrail",
    change: ({ organizationalUnits: { prod, dev } }) => {
      dev.accounts = { ...dev.accounts, ...prod.accounts };
      prod.accounts = {};
    },
    affected: ["accounts-1"],
    sentences: ["Account shop-prod moves from prod to dev."],
    protection: ["ordinary-role gains in shop-prod"],
    refused: ["protection-lost:shop-prod/deny-large"],
    isApproved: true,
  },
  {
    name: "an account that is renamed",
    change: ({ organizationalUnits: { dev } }) => {
      dev.accounts = {
        ...dev.accounts,
        "shop-dev": { email: "aws+shop-dev@acme.example", name: "shop-development" },
      };
    },
    affected: ["accounts-1"],
    sentences: ["Account shop-dev is renamed from shop-dev to shop-development."],
  },
  {
    name: "a unit that is renamed",
    change: ({ organizationalUnits: { prod } }) => {
      prod.name = "Production";
    },
    affected: ["organization"],
    sentences: ["Unit prod is renamed from Prod to Production."],
  },
  {
    name: "a guardrail that is added",
    change: (config) => {
      const statements = [{ ...DENY_LARGE, Sid: "DenyPeering", Action: "ec2:CreateVpcPeeringConnection" }];
      config.guardrails = { ...config.guardrails, "deny-peering": { reason: "Networks are shared.", statements } };
      config.organizationalUnits.dev.guardrails = ["deny-peering"];
    },
    affected: ["guardrails"],
    sentences: ["Guardrail deny-peering is attached to dev: 3 accounts gain it."],
    protection: ["ordinary-role loses in shop-dev,shop-prod,shop-test"],
  },
  {
    name: "a guardrail that is detached",
    change: (config) => {
      config.organizationalUnits.dev.guardrails = [];
    },
    affected: ["guardrails"],
    sentences: ["Guardrail deny-peering is DETACHED from dev: 3 accounts lose it there."],
    protection: ["ordinary-role gains in shop-dev,shop-prod,shop-test"],
  },
  {
    name: "deny-root taken away",
    change: (config) => {
      config.denyRoot = { mode: "off" };
      config.closing = [{ key: "deny-root", reason: "Somebody has to sign in as root." }];
    },
    affected: ["guardrails"],
    sentences: ["Guardrail deny-root is DETACHED from the root: 5 accounts lose it there."],
    protection: ["long-term-root gains in log-archive,security-tooling,shop-dev,shop-prod,shop-test"],
    refused: ["deny-root-detached:root"],
  },
  {
    name: "a setting of the trail",
    change: (config) => {
      config.trail = { logGroupRetentionDays: 30 };
    },
    affected: ["monitoring"],
    sentences: ["The log group /acme/organization-trail changes: retention_in_days from 90 to 30."],
  },
  {
    name: "the last recipient of an alert topic taken away",
    change: (config) => {
      config.alerting = { recipients: { digest: [] } };
      config.waivers = [{ rule: "alert-recipients", reason: "Nobody reads it.", until: "2099-12-31" }];
    },
    affected: ["security", "monitoring"],
    sentences: [
      "The alert recipient …@acme.example of acme-alerts-digest is DESTROYED.",
      "The alert recipient …@acme.example of acme-alerts-digest is DESTROYED.",
    ],
    refused: [
      "topic-without-recipient:monitoring/acme-alerts-digest",
      "topic-without-recipient:security/acme-alerts-digest",
    ],
    isApproved: true,
  },
  {
    name: "a contact's telephone number",
    change: (config) => {
      config.contacts = { ...config.contacts, security: { ...config.contacts.security, phone: "+49 30 9999" } };
    },
    affected: ["organization", "accounts-1"],
    sentences: ["The security contact is changed (phone number) in 6 accounts."],
  },
  {
    name: "an account taken out of the configuration and left as it is",
    change: (config) => {
      const { "shop-test": _, ...accounts } = config.organizationalUnits.dev.accounts ?? {};
      config.organizationalUnits.dev.accounts = accounts;
      config.released = [{ key: "shop-test", reason: "sold" }];
    },
    affected: ["accounts-1", "guardrails"],
    sentences: ["Account shop-test is released: Terraform forgets it and leaves it as it is."],
  },
  {
    name: "a key renamed, with the entry that says so",
    change: (config) => {
      const { "shop-dev": renamed = { email: "" }, ...accounts } = config.organizationalUnits.dev.accounts ?? {};
      config.organizationalUnits.dev.accounts = { ...accounts, "store-dev": renamed };
      config.moved = [{ from: "shop-dev", to: "store-dev" }];
    },
    affected: ["accounts-1"],
    sentences: ["Key shop-dev is renamed to store-dev; what it names stays what it is."],
  },
];

/** Commits a configuration, as a merged pull request does, and plans what it changes. */
async function plan(config: LandingZoneConfig): Promise<CheckoutRun> {
  checkout.write(config);
  const synth = await checkout.run(["synth"]);
  expect(synth).toMatchObject({ exitCode: 0, stderr: "" });
  checkout.commit("Merge a pull request");
  return checkout.run(["plan", "--base", "HEAD~1"]);
}

function undo(): void {
  checkout.git("reset", "--quiet", "--hard", "HEAD~1");
}

describe("a fresh management account", () => {
  test(
    "is bootstrapped, planned and deployed",
    async () => {
      expect(await checkout.run(["bootstrap", "--yes"])).toMatchObject({ exitCode: 0, stderr: "" });
      checkout.commit("Bootstrap");
      const first = await checkout.run(["plan"]);
      expect(first).toMatchObject({ exitCode: 0 });
      // Terraform locks states by objects in the bucket; nothing else was written.
      expect(first.changes.filter(({ action }) => !["PutObject", "DeleteObject"].includes(action))).toEqual([]);
      const apply = await checkout.run(["apply", "--yes"]);
      expect(apply).toMatchObject({ exitCode: 0, stderr: "" });
      expect(apply.stdout).toContain("Planned again: nothing would change.");
    },
    15 * MINUTES,
  );
});

describe.each(PULL_REQUESTS)("a pull request with $name", (pullRequest) => {
  const { change, affected, sentences, protection = [], refused = [], isApproved = false } = pullRequest;
  test(
    "is planned where it changes something, judged, and applied as far as it may be",
    async () => {
      const config = changed(change);
      const planned = await plan(config);
      expect(checkout.told()).toEqual({ affected, sentences, protection, refused, failed: [] });
      expect(planned.exitCode).toBe(refused.length === 0 ? 0 : 1);
      if (refused.length > 0) {
        const tried = await checkout.run(["apply", "--yes"]);
        expect({ code: tried.exitCode, changes: tried.changes }).toEqual({ code: 1, changes: [] });
        undo();
        if (!isApproved) return;
        const approvals = refused.map((id) => ({ change: id, reason: "Agreed.", until: "2099-12-31" }));
        expect(await plan({ ...config, approvals })).toMatchObject({ exitCode: 0 });
      }
      const apply = await checkout.run(["apply", "--yes"]);
      expect({ code: apply.exitCode, stderr: apply.stderr }).toEqual({ code: 0, stderr: "" });
      expect(apply.stdout).toContain("Planned again: nothing would change.");
      onMain = config;
    },
    8 * MINUTES,
  );
});

describe("a pull request without the entry that says what became of a key", () => {
  test.each<[name: string, change: (config: Draft) => void]>([
    [
      "that takes an account out",
      ({ organizationalUnits: { dev } }) => {
        const { "store-dev": _, ...accounts } = dev.accounts ?? {};
        dev.accounts = accounts;
      },
    ],
    [
      "that renames a key",
      (config) => {
        const { "store-dev": renamed = { email: "" }, ...accounts } = config.organizationalUnits.dev.accounts ?? {};
        config.organizationalUnits.dev.accounts = { ...accounts, "market-dev": renamed };
        config.moved = [{ from: "shop-dev", to: "store-dev" }];
      },
    ],
  ])("%s is refused before anything is planned, with the entries to choose from", async (_, change) => {
    checkout.write(changed(change));
    const { exitCode, stderr, changes } = await checkout.run(["plan", "--base", "HEAD"]);
    checkout.git("checkout", "--quiet", "--", ".");
    expect({ exitCode, changes }).toEqual({ exitCode: 1, changes: [] });
    expect(stderr).toContain('moved: [{ from: "store-dev", to: ');
  });
});
