import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { addAccount } from "../../../cli/account/add";
import { organizationOf } from "../../../cli/account/organization";
import { type Proposal, propose } from "../../../cli/account/proposal";
import { typeCheck } from "../../../cli/account/type-check";
import { exampleConfig, minimalConfig } from "../../support/example-config";
import { ConfigFiles, changedLines, DEFINE } from "./config-files";

let files: ConfigFiles;
beforeAll(() => {
  files = new ConfigFiles();
});
afterAll(() => files.remove());

const IMPORTS = `${DEFINE}import { base, settings } from "./settings";\n`;
const REST = "...settings,";
const SUSPENDED = 'suspended: { name: "Suspended", purpose: "suspended" },';

interface Outcome {
  readonly proposal: Proposal;
  readonly before: string;
  readonly file: string;
}

function add(text: string, extension = ".ts", unit = "workloads", name = "billing"): Outcome {
  const original = files.original(text, extension);
  const { config, problems } = original.checked;
  expect(problems).toEqual([]);
  if (config === undefined) throw new Error("the configuration of the test is not sound");
  const request = {
    name,
    unit,
    key: undefined,
    email: undefined,
    owner: undefined,
    kind: undefined,
    expires: undefined,
    tags: {},
  };
  const change = addAccount(organizationOf(config, undefined), request);
  if ("problems" in change) throw new Error(JSON.stringify(change.problems));
  return { proposal: propose(original, change.edits), before: text, file: original.file };
}

const EMAIL = "aws+billing@acme.example";

const EDITED: readonly [
  name: string,
  text: string,
  come: readonly string[],
  gone?: readonly string[],
  extension?: string,
][] = [
  [
    "comments everywhere",
    `${IMPORTS}
/** All of it. */
export default defineLandingZone({
  ${REST} // the settings
  /* the units */ organizationalUnits: {
    ...base,
    // What earns money.
    workloads: {
      name: "Workloads", // as in the org chart
      accounts: {
        // The shop.
        shop: { email: "aws+shop@acme.example" }, // old
        // docs: the documentation moved out in 2024
        /* the end */
      }, // accounts
    },
    ${SUSPENDED}
  },
});
`,
    [`        billing: { email: "${EMAIL}" },`],
  ],
  [
    "single quotes",
    `${IMPORTS.replaceAll('"', "'")}
export default defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: {
      name: 'Workloads',
      accounts: {
        shop: { email: 'aws+shop@acme.example' },
      },
    },
    suspended: { name: 'Suspended', purpose: 'suspended' },
  },
});
`,
    [`        billing: { email: '${EMAIL}' },`],
  ],
  [
    "tabs",
    `${IMPORTS}
export default defineLandingZone({
\t${REST}
\torganizationalUnits: {
\t\t...base,
\t\tworkloads: {
\t\t\tname: "Workloads",
\t\t\taccounts: {
\t\t\t\tshop: {
\t\t\t\t\temail: "aws+shop@acme.example",
\t\t\t\t},
\t\t\t},
\t\t},
\t\t${SUSPENDED}
\t},
});
`,
    ["\t\t\t\tbilling: {", `\t\t\t\t\temail: "${EMAIL}",`, "\t\t\t\t},"],
  ],
  [
    "four spaces and no trailing commas",
    `${IMPORTS}
export default defineLandingZone({
    ${REST}
    organizationalUnits: {
        ...base,
        workloads: {
            name: "Workloads",
            accounts: {
                shop: {
                    email: "aws+shop@acme.example"
                }
            }
        },
        suspended: { name: "Suspended", purpose: "suspended" }
    }
})
`,
    ["                },", "                billing: {", `                    email: "${EMAIL}"`],
  ],
  [
    "lines that end in CRLF",
    `${IMPORTS}
export default defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: {
      name: "Workloads",
      accounts: {
        shop: { email: "aws+shop@acme.example" },
      },
    },
    ${SUSPENDED}
  },
});
`.replaceAll("\n", "\r\n"),
    [`        billing: { email: "${EMAIL}" },\r`],
  ],
  [
    "an object on one line with room left",
    `${IMPORTS}
export default defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: {
      name: "Workloads",
      accounts: { shop: { email: "aws+shop@acme.example" } },
    },
    ${SUSPENDED}
  },
  // This line is nearly as long as a file like this may have it, and so it says how long a line may become in the file.
});
`,
    [`      accounts: { shop: { email: "aws+shop@acme.example" }, billing: { email: "${EMAIL}" } },`],
    ['      accounts: { shop: { email: "aws+shop@acme.example" } },'],
  ],
  [
    "an object on one line that is full",
    `${IMPORTS}
export default defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: { name: "Workloads", accounts: { shop: { email: "aws+shop@acme.example" } } },
    ${SUSPENDED}
  },
});
`,
    [
      '    workloads: { name: "Workloads", accounts: {',
      '      shop: { email: "aws+shop@acme.example" },',
      `      billing: { email: "${EMAIL}" },`,
      "    } },",
    ],
    ['    workloads: { name: "Workloads", accounts: { shop: { email: "aws+shop@acme.example" } } },'],
  ],
  [
    "empty accounts",
    `${IMPORTS}
export default defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: { name: "Workloads", accounts: {} },
    ${SUSPENDED}
  },
});
`,
    ['    workloads: { name: "Workloads", accounts: {', `      billing: { email: "${EMAIL}" },`, "    } },"],
    ['    workloads: { name: "Workloads", accounts: {} },'],
  ],
  [
    "empty accounts with a remark",
    `${IMPORTS}
export default defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: {
      name: "Workloads",
      accounts: { /* none yet */ },
    },
    ${SUSPENDED}
  },
});
`,
    ["      accounts: {", "        /* none yet */", `        billing: { email: "${EMAIL}" },`, "      },"],
    ["      accounts: { /* none yet */ },"],
  ],
  [
    "no accounts in a unit of several lines",
    `${IMPORTS}
export default defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: {
      name: "Workloads",
    },
    ${SUSPENDED}
  },
});
`,
    ["      accounts: {", `        billing: { email: "${EMAIL}" },`, "      },"],
  ],
  [
    "no accounts in a unit of one line",
    `${IMPORTS}
export default defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: { name: "Workloads" },
    ${SUSPENDED}
  },
});
`,
    [
      "    workloads: {",
      '      name: "Workloads",',
      "      accounts: {",
      `        billing: { email: "${EMAIL}" },`,
      "      },",
      "    },",
    ],
    ['    workloads: { name: "Workloads" },'],
  ],
  [
    "quoted keys",
    `${IMPORTS}
export default defineLandingZone({
  ${REST}
  "organizationalUnits": {
    ...base,
    "workloads": {
      "name": "Workloads",
      "accounts": {
        "shop": { "email": "aws+shop@acme.example" },
      },
    },
    ${SUSPENDED}
  },
});
`,
    [`        "billing": { "email": "${EMAIL}" },`],
  ],
  [
    "a constant for the accounts",
    `${IMPORTS}
const workloadAccounts = {
  shop: { email: "aws+shop@acme.example" },
};
export default defineLandingZone({
  ${REST}
  organizationalUnits: { ...base, workloads: { name: "Workloads", accounts: workloadAccounts }, ${SUSPENDED} },
});
`,
    [`  billing: { email: "${EMAIL}" },`],
  ],
  [
    "units in constants, one in the other, by shorthand",
    `${IMPORTS}
const accounts = {
  shop: { email: "aws+shop@acme.example" },
} as const;
const workloads = {
  name: "Workloads",
  accounts,
} as const;
const organizationalUnits = { ...base, workloads, ${SUSPENDED} } as const;
export default defineLandingZone({ ${REST} organizationalUnits });
`,
    [`  billing: { email: "${EMAIL}" },`],
  ],
  [
    "an exported variable",
    `${IMPORTS}
const landingZone = defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: {
      name: "Workloads",
      accounts: {
        shop: { email: "aws+shop@acme.example" },
      },
    },
    ${SUSPENDED}
  },
});
export default landingZone;
`,
    [`        billing: { email: "${EMAIL}" },`],
  ],
  [
    "an export clause and no semicolons",
    `${IMPORTS.replaceAll(";", "")}
const landingZone = defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: {
      name: "Workloads",
      accounts: {
        shop: { email: "aws+shop@acme.example" },
      },
    },
    ${SUSPENDED}
  },
})

export { landingZone as default }
`,
    [`        billing: { email: "${EMAIL}" },`],
  ],
  [
    "satisfies and as const, without defineLandingZone",
    `import type { LandingZoneConfig } from "${path.resolve(__dirname, "../../..")}/model/config";
import { base, settings } from "./settings";
export default {
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: {
      name: "Workloads",
      accounts: ({
        shop: { email: "aws+shop@acme.example" },
      } as const),
    },
    ${SUSPENDED}
  },
} satisfies LandingZoneConfig;
`,
    [`        billing: { email: "${EMAIL}" },`],
  ],
  [
    "a spread of a constant below which others are written",
    `${IMPORTS}
const shop = { shop: { email: "aws+shop@acme.example" } };
export default defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: {
      name: "Workloads",
      accounts: {
        ...shop,
      },
    },
    ${SUSPENDED}
  },
});
`,
    [`        billing: { email: "${EMAIL}" },`],
  ],
  [
    "a spread of another file beside which others are written",
    `${DEFINE}import { base, settings, shopAccounts } from "./settings";
export default defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: {
      name: "Workloads",
      accounts: {
        ...shopAccounts,
        shop: { email: "aws+shop@acme.example" },
      },
    },
    ${SUSPENDED}
  },
});
`,
    [`        billing: { email: "${EMAIL}" },`],
  ],
  [
    "a helper function for each account",
    `${IMPORTS}
const account = (key: string) => ({ email: \`aws+\${key}@acme.example\` });
export default defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: {
      name: "Workloads",
      accounts: {
        shop: account("shop"),
        docs: account("docs"),
      },
    },
    ${SUSPENDED}
  },
});
`,
    [`        billing: { email: "${EMAIL}" },`],
  ],
  [
    "a computed key that is a constant",
    `${IMPORTS}
const WORKLOADS = "workloads";
export default defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    [WORKLOADS]: {
      name: "Workloads",
      accounts: {
        ["shop"]: { email: "aws+shop@acme.example" },
      },
    },
    ${SUSPENDED}
  },
});
`,
    [`        billing: { email: "${EMAIL}" },`],
  ],
  [
    "a member of a constant",
    `${IMPORTS}
const units = {
  workloads: {
    name: "Workloads",
    accounts: {
      shop: { email: "aws+shop@acme.example" },
    },
  },
  suspended: { name: "Suspended", purpose: "suspended" },
} as const;
export default defineLandingZone({
  ${REST}
  organizationalUnits: { ...base, workloads: units.workloads, suspended: units["suspended"] },
});
`,
    [`      billing: { email: "${EMAIL}" },`],
  ],
  [
    "braces that hug",
    `${IMPORTS}
export default defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: { name: "Workloads", accounts: { shop: {
      email: "aws+shop@acme.example",
    } } },
    ${SUSPENDED}
  },
});
`,
    [`    }, billing: { email: "${EMAIL}" } } },`],
    ["    } } },"],
  ],
  [
    "CommonJS",
    `const { base, settings } = require("./settings");
module.exports = {
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: {
      name: "Workloads",
      accounts: {
        shop: { email: "aws+shop@acme.example" },
      },
    },
    ${SUSPENDED}
  },
};
`,
    [`        billing: { email: "${EMAIL}" },`],
    [],
    ".cjs",
  ],
  [
    "JSON",
    `${JSON.stringify(minimalConfig(), undefined, 2)}\n`.replace(
      '"recovery": {',
      '"workloads": {\n      "name": "Workloads",\n      "accounts": {}\n    },\n    "recovery": {',
    ),
    ['      "accounts": {', '        "billing": {', `          "email": "${EMAIL}"`, "        }", "      }"],
    ['      "accounts": {}'],
    ".json",
  ],
  [
    "JSON on one line",
    JSON.stringify(minimalConfig()).replace('"recovery":{', '"workloads":{"name":"Workloads"},"recovery":{'),
    [
      JSON.stringify(minimalConfig()).replace(
        '"recovery":{',
        `"workloads":{"name":"Workloads", "accounts": {"billing": {"email": "${EMAIL}"}}},"recovery":{`,
      ),
    ],
    [JSON.stringify(minimalConfig()).replace('"recovery":{', '"workloads":{"name":"Workloads"},"recovery":{')],
    ".json",
  ],
];

describe("an account is added to a file with", () => {
  test.each(EDITED.map(([name, text, come, gone = [], extension = ".ts"]) => ({ name, text, come, gone, extension })))(
    "$name",
    ({ text, come, gone, extension }) => {
      const { proposal, before, file } = add(text, extension);
      if (proposal.kind !== "sound") throw new Error(JSON.stringify(proposal));
      expect(changedLines(before, proposal.text)).toEqual({ come, gone });
      expect(typeCheck(file)(proposal.text)).toEqual(typeCheck(file)(before));
      expect(proposal.checked.problems).toEqual([]);
      expect(proposal.checked.zone?.accounts.find(({ key }) => key === "billing")).toMatchObject({
        email: EMAIL,
        homeUnit: "workloads",
      });
    },
  );

  test("the types of TypeScript, which are checked in whole", () => {
    const typed = EDITED.filter(([, , , , extension]) => extension === undefined);
    expect(typed.length).toBeGreaterThanOrEqual(20);
    for (const [, text] of typed) expect(typeCheck(files.config(text))(text)).toEqual([]);
  });

  test("everything that the example has", () => {
    const example = readFileSync(path.resolve(__dirname, "../../../config/organization.ts"), "utf8");
    const text = example.replace(
      "../model/define-landing-zone",
      path.resolve(__dirname, "../../../model/define-landing-zone"),
    );
    const { proposal } = add(text, ".ts", "production-shop");
    if (proposal.kind !== "sound") throw new Error(JSON.stringify(proposal));
    expect(changedLines(text, proposal.text)).toEqual({
      come: [`                billing: { email: "${EMAIL}" },`],
      gone: [],
    });
    expect(proposal.checked.zone?.accounts).toHaveLength(Object.keys(exampleConfig().organizationalUnits).length + 7);
  });
});

const BY_HAND: readonly [name: string, text: string, reason: RegExp, place: RegExp][] = [
  [
    "accounts from another file",
    `${DEFINE}import { base, settings, shopAccounts } from "./settings";
export default defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: { name: "Workloads", accounts: shopAccounts },
    ${SUSPENDED}
  },
});
`,
    /^shopAccounts is imported from "\.\/settings" \(.*, line 7\)$/,
    /^Put into organizationalUnits\.workloads\.accounts \(.*, line 7\):$/,
  ],
  [
    "units that are split over several files",
    `${DEFINE}import { base, settings, shopUnits } from "./settings";
export default defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    ...shopUnits,
    ${SUSPENDED}
  },
});
`,
    /^shopUnits is imported from "\.\/settings" \(.*, line 7\)$/,
    /^Put into organizationalUnits\.workloads\.accounts \(.*, line 5\):$/,
  ],
  [
    "accounts that a function makes",
    `${IMPORTS}
function accountsOf(...keys: string[]) {
  return Object.fromEntries(keys.map((key) => [key, { email: \`aws+\${key}@acme.example\` }]));
}
export default defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: { name: "Workloads", accounts: accountsOf("shop", "docs") },
    ${SUSPENDED}
  },
});
`,
    /^the function accountsOf makes it \(.*, line 11\)$/,
    /accounts \(.*, line 11\):$/,
  ],
  [
    "a constant that is used twice",
    `${IMPORTS}
const tags = { team: { email: "aws+shop@acme.example" } };
export const others = Object.keys(tags);
export default defineLandingZone({
  ${REST}
  organizationalUnits: { ...base, workloads: { name: "Workloads", accounts: tags }, ${SUSPENDED} },
});
`,
    /^the constant tags is used in 2 places \(.*, line 4\)$/,
    /accounts \(.*, line 8\):$/,
  ],
  [
    "a variable that may change",
    `${IMPORTS}
let accounts = { shop: { email: "aws+shop@acme.example" } };
export default defineLandingZone({
  ${REST}
  organizationalUnits: { ...base, workloads: { name: "Workloads", accounts }, ${SUSPENDED} },
});
`,
    /^accounts is no constant of this file \(.*, line 7\)$/,
    /accounts \(.*, line 7\):$/,
  ],
  [
    "a key that is computed",
    `${IMPORTS}
export default defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    ["work" + "loads"]: { name: "Workloads", accounts: {} },
    ${SUSPENDED}
  },
});
`,
    /^the key \["work" \+ "loads"\] is computed \(.*, line 8\)$/,
    /accounts \(.*, line 6\):$/,
  ],
  [
    "a choice between two objects",
    `${IMPORTS}
export default defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: { name: "Workloads", accounts: settings.name === "acme" ? {} : { shop: { email: "a@acme.example" } } },
    ${SUSPENDED}
  },
});
`,
    /^it is computed \(.*, line 8\)$/,
    /accounts \(.*, line 8\):$/,
  ],
  [
    "a getter",
    `${IMPORTS}
export default defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: { name: "Workloads", get accounts() { return {}; } },
    ${SUSPENDED}
  },
});
`,
    /^a method makes it \(.*, line 8\)$/,
    /accounts \(.*, line 8\):$/,
  ],
  [
    "a function that makes all of it",
    `${IMPORTS}
function all() {
  return defineLandingZone({ ${REST} organizationalUnits: { ...base, workloads: { name: "Workloads" }, ${SUSPENDED} } });
}
export default all();
`,
    /^the function all makes it \(.*, line 7\)$/,
    /^Put into organizationalUnits\.workloads \(.*, line 7\):$/,
  ],
  [
    "a type that does not allow another account",
    `${IMPORTS}
const accounts: Record<"shop", { email: string }> = { shop: { email: "aws+shop@acme.example" } };
export default defineLandingZone({
  ${REST}
  organizationalUnits: { ...base, workloads: { name: "Workloads", accounts }, ${SUSPENDED} },
});
`,
    /^the compiler would object: Object literal may only specify known properties/,
    /accounts \(.*, line 7\):$/,
  ],
  [
    "a function around the whole that changes it",
    `${IMPORTS}
import type { LandingZoneConfig } from "${path.resolve(__dirname, "../../..")}/model/config";
function upper(config: LandingZoneConfig): LandingZoneConfig {
  const { workloads, ...units } = config.organizationalUnits;
  return { ...config, organizationalUnits: { ...units, workloads: { name: "Workloads", ...workloads, accounts: {} } } };
}
export default upper({
  ${REST}
  organizationalUnits: { ...base, workloads: { name: "Workloads", accounts: {} }, ${SUSPENDED} },
});
`,
    /^the file would say something else than is meant$/,
    /accounts \(.*, line 11\):$/,
  ],
  [
    "a spread that hides what is written before it",
    `${DEFINE}import { base, settings, shopUnits } from "./settings";
export default defineLandingZone({
  ${REST}
  organizationalUnits: {
    ...base,
    workloads: { name: "Here", accounts: {} },
    ...shopUnits,
    ${SUSPENDED}
  },
} as never);
`,
    /^shopUnits is imported from "\.\/settings"/,
    /accounts \(.*, line \d+\):$/,
  ],
];

describe("an account is left to be added by hand with", () => {
  test.each(BY_HAND)("%s", (_, text, reason, place) => {
    const { proposal, before, file } = add(text);
    if (proposal.kind !== "by-hand") throw new Error(JSON.stringify(proposal));
    expect(proposal.reason).toMatch(reason);
    expect(proposal.instructions).toHaveLength(1);
    expect(proposal.instructions[0]?.what).toMatch(place);
    expect(proposal.instructions[0]?.lines.join("\n")).toContain(`billing: { email: "${EMAIL}" },`);
    expect(readFileSync(file, "utf8")).toBe(before);
  });
});
