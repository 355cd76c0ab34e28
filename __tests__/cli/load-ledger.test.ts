import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { formatLedger, ledgerFile, readLedger, writeLedger } from "../../cli/load-ledger";
import type { Ledger } from "../../model/ledger";
import { caught } from "./caught";

const LEDGER: Ledger = {
  version: 1,
  managementAccountId: "111111111111",
  identities: {
    workloads: { parent: "root", state: "active", kind: "organizational-unit" },
    "shop-prod": {
      suspended: true,
      formerEmails: ["aws+old@acme.example", "aws+older@acme.example"],
      email: "aws+shop@acme.example",
      accountId: "222222222222",
      shard: 1,
      kind: "account",
      state: "active",
    },
    "foundation:trail": { kind: "foundation", state: "active" },
    "foundation:trusted-service:ram.amazonaws.com": { kind: "foundation", state: "active" },
    old: { kind: "guardrail", state: "moved", successor: "new" },
  },
  policies: {
    scp_1: {
      after: ["scp_2"],
      leaving: { targets: ["workloads"], guardrails: ["own"] },
      arriving: { guardrails: ["new"] },
      guardrails: { new: 120, another: 80 },
      targets: ["root"],
      state: "active",
      policyType: "scp",
    },
    "deny-root": { policyType: "scp", state: "active", targets: ["root"], guardrails: { "deny-root": 406 } },
    rcp_1: { policyType: "rcp", state: "deleted", targets: [], guardrails: {} },
  },
};

let directory = "";
beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-ledger-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

const inDirectory = (name: string): string => path.join(directory, name);

describe("ledgerFile", () => {
  const configFile = path.resolve("/a/config/organization.ts");

  test("is beside the configuration", () => {
    expect(ledgerFile(configFile)).toBe(path.resolve("/a/config/identities.lock.json"));
  });

  test("follows LANDING_ZONE_LEDGER, and before it the option", () => {
    process.env.LANDING_ZONE_LEDGER = "b.json";
    try {
      expect(ledgerFile(configFile)).toBe(path.resolve("b.json"));
      expect(ledgerFile(configFile, "c.json")).toBe(path.resolve("c.json"));
    } finally {
      delete process.env.LANDING_ZONE_LEDGER;
    }
  });
});

describe("readLedger", () => {
  test("finds none where there is no file", () => {
    expect(readLedger(inDirectory("absent.json"))).toBeUndefined();
  });

  const valid = JSON.parse(formatLedger(LEDGER));
  const changed = (change: object): string => JSON.stringify({ ...valid, ...change });

  test.each<[name: string, text: string, message: RegExp]>([
    ["an empty file", "", /is not valid JSON: Unexpected end of JSON input$/],
    ["half a file", '{"version": 1,', /is not valid JSON: /],
    ["a list", "[]", /is damaged at its top level: /],
    ["another version", changed({ version: 2 }), /is damaged at version: /],
    [
      "a short account id",
      changed({ managementAccountId: "1" }),
      /damaged at managementAccountId: expected 12 digits$/,
    ],
    ["no identities", changed({ identities: undefined }), /is damaged at identities: /],
    ["a key that is none", changed({ identities: { "No key": {} } }), /is damaged at identities\.No key: /],
    ["a dot in a key", changed({ identities: { "a.b": {} } }), /is damaged at identities\.a\.b: /],
    [
      "a family without a member",
      changed({ identities: { "foundation:trusted-service:": {} } }),
      /is damaged at identities\.foundation:trusted-service:: /,
    ],
    ["an unknown kind", changed({ identities: { a: { kind: "b", state: "active" } } }), /identities\.a\.kind: /],
    ["an unknown field", changed({ identities: { a: { kind: "account", state: "active", x: 1 } } }), /identities\.a: /],
    [
      "a former address with a capital",
      changed({ identities: { a: { kind: "account", state: "active", formerEmails: ["A@acme.example"] } } }),
      /identities\.a\.formerEmails\.0: expected lower case$/,
    ],
    ["a policy that is none", changed({ policies: { "scp-x_1": {} } }), /is damaged at policies\.scp-x_1: /],
    [
      "a state that no policy has",
      changed({ policies: { scp_1: { policyType: "scp", state: "moved", targets: [], guardrails: {} } } }),
      /is damaged at policies\.scp_1\.state: /,
    ],
    [
      "a guardrail that takes less than nothing",
      changed({ policies: { scp_1: { policyType: "scp", state: "active", targets: [], guardrails: { a: -1 } } } }),
      /is damaged at policies\.scp_1\.guardrails\.a: /,
    ],
    ["merge conflicts", "{\n<<<<<<< ours\n=======\n>>>>>>> theirs\n}", /has unresolved merge conflicts$/],
  ])("refuses %s in one sentence", (_, text, message) => {
    const file = inDirectory("broken.json");
    writeFileSync(file, text);
    const { message: said, remedy } = caught(() => readLedger(file));
    expect(said).toMatch(message);
    expect(said).toContain(file);
    expect(remedy).not.toBe("");
  });

  test("refuses a directory", () => {
    expect(caught(() => readLedger(directory)).message).toMatch(/cannot be read: EISDIR/);
  });
});

describe("writeLedger", () => {
  test("writes what readLedger reads", () => {
    const file = inDirectory("round-trip.json");
    expect(writeLedger(file, LEDGER)).toBe(true);
    expect(readLedger(file)).toEqual(LEDGER);
  });

  test("reads and writes a ledger from before policies were recorded", () => {
    const { policies: _, ...old } = LEDGER;
    const file = inDirectory("old.json");
    writeLedger(file, old);
    expect(readLedger(file)).toEqual(old);
    expect(formatLedger(old)).not.toContain("policies");
  });

  test("leaves an unchanged file alone, and no temporary file behind", () => {
    const file = inDirectory("unchanged.json");
    writeLedger(file, LEDGER);
    const before = statSync(file, { bigint: true });
    expect(writeLedger(file, LEDGER)).toBe(false);
    expect(statSync(file, { bigint: true }).ino).toBe(before.ino);
    expect(readdirSync(directory).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test("writes the same bytes whatever the order of keys and fields", () => {
    const reversed = Object.fromEntries(
      Object.entries(LEDGER.identities)
        .reverse()
        .map(([key, identity]) => [key, Object.fromEntries(Object.entries(identity).reverse())]),
    );
    const file = inDirectory("reversed.json");
    const policies = Object.fromEntries(Object.entries(LEDGER.policies ?? {}).reverse());
    writeFileSync(file, JSON.stringify({ ...LEDGER, identities: reversed, policies }));
    expect(formatLedger(readLedger(file) ?? LEDGER)).toBe(formatLedger(LEDGER));
    expect(formatLedger(LEDGER)).toMatch(
      /"foundation:trail"[\s\S]*"old"[\s\S]*"shop-prod"[\s\S]*"workloads"[\s\S]*"deny-root"[\s\S]*"rcp_1"[\s\S]*"scp_1"[\s\S]*\}\n$/,
    );
  });

  test("says that it cannot write, and changes nothing", () => {
    const file = path.join(inDirectory("absent"), "ledger.json");
    expect(caught(() => writeLedger(file, LEDGER))).toMatchObject({
      message: expect.stringMatching(/cannot be written: ENOENT/),
      remedy: "Make the file and its directory writable; nothing was changed.",
    });
  });
});
