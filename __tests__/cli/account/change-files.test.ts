import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { changeEmail } from "../../../cli/account/e-mail";
import { moveAccount } from "../../../cli/account/move";
import { type Organization, organizationOf, type Worked } from "../../../cli/account/organization";
import { type Proposal, propose } from "../../../cli/account/proposal";
import { renameAccount } from "../../../cli/account/rename";
import { suspendAccount } from "../../../cli/account/suspend";
import { closeAccount, releaseAccount } from "../../../cli/account/take-out";
import { typeCheck } from "../../../cli/account/type-check";
import type { LandingZoneConfig } from "../../../model/config";
import { nextLedger } from "../../../model/next-ledger";
import { ConfigFiles, changedLines, DEFINE } from "./config-files";

let files: ConfigFiles;
beforeAll(() => {
  files = new ConfigFiles();
});
afterAll(() => files.remove());

type Work = (organization: Organization) => Worked;

/** The proposal for a change, with the ledger that the file itself leads to. */
function change(text: string, work: Work, extension = ".ts") {
  const fresh = files.original(text, extension);
  expect(fresh.checked.problems).toEqual([]);
  const ledger = nextLedger(fresh.config as LandingZoneConfig, undefined);
  const original = { ...fresh, ledger };
  const worked = work(organizationOf(fresh.config as LandingZoneConfig, ledger));
  if ("problems" in worked) throw new Error(JSON.stringify(worked.problems));
  return { proposal: propose(original, worked.edits), file: original.file };
}

function sound(proposal: Proposal): Extract<Proposal, { kind: "sound" }> {
  if (proposal.kind !== "sound") throw new Error(JSON.stringify(proposal));
  return proposal;
}

const IMPORTS = `${DEFINE}import { base, settings } from "./settings";\n`;

/** Two units and what a file says after the units. */
function organization(workloads: string, suspended: string, after = "", before = ""): string {
  return `${IMPORTS}${before}
export default defineLandingZone({
  ...settings,
  organizationalUnits: {
    ...base,
    workloads: ${workloads},
    suspended: ${suspended},
  },${after}
});
`;
}

const SUSPENDED = `{
      name: "Suspended",
      purpose: "suspended",
      accounts: {
        old: { email: "aws+old@acme.example" },
      },
    }`;
const SHORT = '{ name: "Suspended", purpose: "suspended" }';

const WORKLOADS = `{
      name: "Workloads",
      accounts: {
        docs: { email: "aws+docs@acme.example" },
        // The shop.
        // It earns the money.
        shop: {
          email: "aws+shop@acme.example", // the group's
          owner: "team-shop@acme.example",
        }, // since 2024

        // Section: the rest

        blog: { email: "aws+blog@acme.example" },
      },
    }`;

const ONE_LINE =
  '{ name: "Workloads", accounts: { docs: { email: "aws+docs@acme.example" }, shop: { email: "aws+shop@acme.example" } } }';

const move: Work = (at) => moveAccount(at, "shop", "suspended", undefined, "2026-11-22");
const suspend: Work = (at) => suspendAccount(at, "shop", undefined);
const close: Work = (at) => closeAccount(at, "old", "not needed", undefined, undefined);
const release: Work = (at) => releaseAccount(at, "shop", "sold", undefined);
const rename: Work = (at) => renameAccount(at, "shop", { name: "Shop", key: undefined });
const rekey: Work = (at) => renameAccount(at, "shop", { name: undefined, key: "store" });
const email: Work = (at) => changeEmail(at, "shop", "aws+store@acme.example");

interface Case {
  readonly name: string;
  readonly text: string;
  readonly work: Work;
  readonly gone: readonly string[];
  readonly come: readonly string[];
  readonly extension?: string;
}

const CASES: readonly Case[] = [
  {
    name: "a move takes the account's comments along",
    text: organization(WORKLOADS, SUSPENDED),
    work: move,
    gone: [
      "        // The shop.",
      "        // It earns the money.",
      "        shop: {",
      '          email: "aws+shop@acme.example", // the group\'s',
      '          owner: "team-shop@acme.example",',
      "        }, // since 2024",
    ],
    come: [
      "        // The shop.",
      "        // It earns the money.",
      "        shop: {",
      '          email: "aws+shop@acme.example", // the group\'s',
      '          owner: "team-shop@acme.example",',
      "        }, // since 2024",
    ],
  },
  {
    name: "a suspension makes the accounts that the unit did not have",
    text: organization(ONE_LINE, SHORT),
    work: suspend,
    gone: [`    workloads: ${ONE_LINE},`, `    suspended: ${SHORT},`],
    come: [
      '    workloads: { name: "Workloads", accounts: { docs: { email: "aws+docs@acme.example" } } },',
      "    suspended: {",
      '      name: "Suspended",',
      '      purpose: "suspended",',
      "      accounts: {",
      '        shop: { email: "aws+shop@acme.example" },',
      "      },",
      "    },",
    ],
  },
  {
    name: "a move out of one line into several",
    text: organization(ONE_LINE, SUSPENDED),
    work: move,
    gone: [`    workloads: ${ONE_LINE},`],
    come: [
      '    workloads: { name: "Workloads", accounts: { docs: { email: "aws+docs@acme.example" } } },',
      '        shop: { email: "aws+shop@acme.example" },',
    ],
  },
  {
    name: "a move of the only account",
    text: organization('{ name: "Workloads", accounts: { shop: { email: "aws+shop@acme.example" } } }', SUSPENDED),
    work: move,
    gone: ['    workloads: { name: "Workloads", accounts: { shop: { email: "aws+shop@acme.example" } } },'],
    come: ['    workloads: { name: "Workloads", accounts: {} },', '        shop: { email: "aws+shop@acme.example" },'],
  },
  {
    name: "a move of the last account where no comma ends a list",
    text: organization(
      '{\n      name: "Workloads",\n      accounts: {\n        docs: { email: "aws+docs@acme.example" },\n        shop: { email: "aws+shop@acme.example" }\n      }\n    }',
      '{\n      name: "Suspended",\n      purpose: "suspended",\n      accounts: {\n        old: { email: "aws+old@acme.example" }\n      }\n    }',
    ),
    work: move,
    gone: [
      '        docs: { email: "aws+docs@acme.example" },',
      '        shop: { email: "aws+shop@acme.example" }',
      '        old: { email: "aws+old@acme.example" }',
    ],
    come: [
      '        docs: { email: "aws+docs@acme.example" }',
      '        old: { email: "aws+old@acme.example" },',
      '        shop: { email: "aws+shop@acme.example" }',
    ],
  },
  {
    name: "a move of a shorthand property and of a call",
    text: organization(
      '{ name: "Workloads", accounts: { shop, docs: account("docs") } }',
      SUSPENDED,
      "",
      'const account = (key: string) => ({ email: `aws+${key}@acme.example` });\nconst shop = account("shop");\n',
    ),
    work: move,
    gone: ['    workloads: { name: "Workloads", accounts: { shop, docs: account("docs") } },'],
    come: ['    workloads: { name: "Workloads", accounts: { docs: account("docs") } },', "        shop,"],
  },
  {
    name: "a closing, with an entry of its own",
    text: organization(WORKLOADS, SUSPENDED),
    work: close,
    gone: ["      accounts: {", '        old: { email: "aws+old@acme.example" },', "      },"],
    come: ["      accounts: {},", '  closing: [{ key: "old", reason: "not needed" }],'],
  },
  {
    name: "a release, with an entry beside others",
    text: organization(ONE_LINE, SHORT, '\n  released: [],\n  tags: { a: "b" },'),
    work: release,
    gone: [`    workloads: ${ONE_LINE},`, "  released: [],"],
    come: [
      '    workloads: { name: "Workloads", accounts: { docs: { email: "aws+docs@acme.example" } } },',
      '  released: [{ key: "shop", reason: "sold" }],',
    ],
  },
  {
    name: "a new name in several lines",
    text: organization(WORKLOADS, SHORT),
    work: rename,
    gone: [],
    come: ['          name: "Shop",'],
  },
  {
    name: "a new name instead of another, single quotes",
    text: organization(
      "{ name: 'Workloads', accounts: { shop: { name: 'The shop', email: 'aws+shop@acme.example' } } }",
      "{ name: 'Suspended', purpose: 'suspended' }",
    ).replaceAll('"', "'"),
    work: rename,
    gone: [
      "    workloads: { name: 'Workloads', accounts: { shop: { name: 'The shop', email: 'aws+shop@acme.example' } } },",
    ],
    come: [
      "    workloads: { name: 'Workloads', accounts: { shop: { name: 'Shop', email: 'aws+shop@acme.example' } } },",
    ],
  },
  {
    name: "a new key, with every reference and the old name",
    text: organization(
      '{\n      name: "Workloads",\n      accounts: {\n        "shop": { email: "aws+shop@acme.example" },\n      },\n    }',
      SHORT,
      `
  proofs: [
    { account: "shop", principal: "long-term-root", action: "iam:CreateAccessKey", expect: "deny" },
    { account: "*", principal: "long-term-root", action: "iam:CreateAccessKey", expect: "deny" },
  ],
  recovery: [{ account: "shop", reason: "CLOUD-7", until: "2026-12-01" }],`,
    ),
    work: rekey,
    gone: [
      '        "shop": { email: "aws+shop@acme.example" },',
      '    { account: "shop", principal: "long-term-root", action: "iam:CreateAccessKey", expect: "deny" },',
      '  recovery: [{ account: "shop", reason: "CLOUD-7", until: "2026-12-01" }],',
    ],
    come: [
      '        store: { email: "aws+shop@acme.example", name: "shop" },',
      '    { account: "store", principal: "long-term-root", action: "iam:CreateAccessKey", expect: "deny" },',
      '  recovery: [{ account: "store", reason: "CLOUD-7", until: "2026-12-01" }],',
      '  moved: [{ from: "shop", to: "store" }],',
    ],
  },
  {
    name: "a new address instead of a template",
    text: organization(
      '{ name: "Workloads", accounts: { shop: { email: `aws+shop@${DOMAIN}` } } }',
      SHORT,
      "",
      'const DOMAIN = "acme.example";\n',
    ),
    work: email,
    gone: ['    workloads: { name: "Workloads", accounts: { shop: { email: `aws+shop@${DOMAIN}` } } },'],
    come: ['    workloads: { name: "Workloads", accounts: { shop: { email: "aws+store@acme.example" } } },'],
  },
];

describe("the file is changed by", () => {
  test.each(CASES)("$name", ({ text, work, gone, come, extension }) => {
    const { proposal, file } = change(text, work, extension);
    const { text: changed, checked } = sound(proposal);
    expect(changedLines(text, changed)).toEqual({ gone, come });
    const check = typeCheck(file);
    expect([check(text), check(changed)]).toEqual([[], []]);
    expect(checked.problems).toEqual([]);
  });

  test("the diff shows the same lines as come and go", () => {
    const text = organization(WORKLOADS, SUSPENDED);
    const { diff, text: changed } = sound(change(text, close).proposal);
    const lines = diff.split("\n").slice(2);
    expect(lines.filter((line) => line.startsWith("-")).map((line) => line.slice(1))).toEqual(
      changedLines(text, changed).gone,
    );
    expect(lines.filter((line) => line.startsWith("+")).map((line) => line.slice(1))).toEqual(
      changedLines(text, changed).come,
    );
    expect(diff).toMatch(/^--- a\/.*\n\+\+\+ b\/.*\n@@ -\d+,\d+ \+\d+,\d+ @@\n/);
  });
});

const BY_HAND: readonly {
  name: string;
  text: string;
  work: Work;
  reason: RegExp;
  what: readonly RegExp[];
  lines: string;
}[] = [
  {
    name: "a new name of an account that a function makes",
    text: organization(
      '{ name: "Workloads", accounts: { shop: account("shop") } }',
      SHORT,
      "",
      "const account = (key: string) => ({ email: `aws+${key}@acme.example` });\n",
    ),
    work: rename,
    reason: /^the function account makes it/,
    what: [/^Put into organizationalUnits\.workloads\.accounts\.shop \(.*, line 9\):$/],
    lines: 'name: "Shop",',
  },
  {
    name: "a new key that is computed",
    text: organization(
      '{ name: "Workloads", accounts: { [KEY]: { name: "shop", email: "aws+shop@acme.example" } } }',
      SHORT,
      "",
      'const KEY = "shop";\n',
    ),
    work: rekey,
    reason: /^its key is computed/,
    what: [
      /^Put into the configuration/,
      /^Call organizationalUnits\.workloads\.accounts\.shop .* "store", and nothing else\.$/,
    ],
    lines: 'moved: [{ from: "shop", to: "store" }],',
  },
  {
    name: "a move into accounts that a function makes",
    text: organization(ONE_LINE, '{ name: "Suspended", purpose: "suspended", accounts: Object.fromEntries([]) }'),
    work: move,
    reason: /^the function Object\.fromEntries makes it/,
    what: [
      /^Take out organizationalUnits\.workloads\.accounts\.shop \(.*\), and put it, as it is, into .*accounts \(.*\):$/,
    ],
    lines: 'shop: { email: "aws+shop@acme.example" },',
  },
  {
    name: "a release of an account from another file",
    text: `${DEFINE}import { base, settings, shopAccounts } from "./settings";
export default defineLandingZone({
  ...settings,
  organizationalUnits: { ...base, workloads: { name: "Workloads", accounts: shopAccounts }, suspended: ${SHORT} },
});
`,
    work: (at) => releaseAccount(at, "shop-prod", "sold", undefined),
    reason: /^shopAccounts is imported from "\.\/settings"/,
    what: [
      /^Put into the configuration/,
      /^Take out organizationalUnits\.workloads\.accounts\["shop-prod"\] \(.*, line 5\)\.$/,
    ],
    lines: 'released: [{ key: "shop-prod", reason: "sold" }],',
  },
  {
    name: "a move of lines whose white space means something",
    text: organization(
      '{ name: "Workloads", accounts: {\n      shop: { email: "aws+shop@acme.example", tags: { note: `a\n      b`.replace("\\n", "") } },\n    } }',
      SUSPENDED,
    ),
    work: move,
    reason: /^the file would say something else than is meant$/,
    what: [/^Take out/],
    lines: "shop:",
  },
];

describe("the change is left to be made by hand for", () => {
  test.each(BY_HAND)("$name", ({ text, work, reason, what, lines }) => {
    const { proposal } = change(text, work);
    if (proposal.kind !== "by-hand") throw new Error(JSON.stringify(proposal));
    expect(proposal.reason).toMatch(reason);
    expect(proposal.instructions).toHaveLength(what.length);
    for (const [index, expected] of what.entries()) expect(proposal.instructions[index]?.what).toMatch(expected);
    expect(proposal.instructions.flatMap((instruction) => instruction.lines).join("\n")).toContain(lines);
  });
});
