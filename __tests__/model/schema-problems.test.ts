import { describe, expect, test } from "@jest/globals";
import { PRINCIPAL_KINDS } from "../../catalogue/standing-questions";
import { checkConfiguration } from "../../model/check";
import { TODAY } from "../support/checked";
import { minimalConfig } from "../support/example-config";

const minimal = minimalConfig();
const { name: _, ...nameless } = minimal;
const PRINCIPALS = Object.keys(PRINCIPAL_KINDS).join(", ");

describe("what is wrong with the structure is said in plain words", () => {
  const cases: readonly (readonly [string, unknown, string, string])[] = [
    [
      "nothing",
      undefined,
      "must be a group of settings in braces, but is undefined",
      "Write a group of settings in braces; what is not needed is left out.",
    ],
    ["missing", nameless, '"name" is missing', 'Add "name": a text in quotes.'],
    [
      "a number for a text",
      { ...minimal, name: 7 },
      "must be a text in quotes, but is the number 7",
      "Write a text in quotes instead.",
    ],
    [
      "a word that is neither a kind of principal nor an ARN",
      { ...minimal, proofs: [{ account: "*", principal: "root", action: "*", expect: "deny" }] },
      '"root" is not a value that is known here',
      `Write one of the known values, or an ARN. There are: ${PRINCIPALS}.`,
    ],
    [
      "undefined for a list",
      { ...minimal, rootGuardrails: undefined },
      "must be a list in brackets, but is undefined",
      "Write a list in brackets; what is not needed is left out.",
    ],
    [
      "null for a text",
      { ...minimal, name: null },
      "must be a text in quotes, but is null",
      "Write a text in quotes instead.",
    ],
    [
      "a text for a number",
      { ...minimal, trail: { expireAfterDays: "30" } },
      "must be a number, but is a text",
      "Write a number instead.",
    ],
    [
      "a text for a list",
      { ...minimal, rootGuardrails: "mine" },
      "must be a list in brackets, but is a text",
      "Write a list in brackets instead.",
    ],
    [
      "a list for entries",
      { ...minimal, tags: [] },
      "must be a group of entries in braces, but is a list",
      "Write a group of entries in braces instead.",
    ],
    [
      "a function",
      { ...minimal, name: () => "acme" },
      "must be a text in quotes, but is a function",
      "Write a text in quotes instead.",
    ],
    [
      "a near miss of a choice",
      { ...minimal, homeRegion: "eu-central1" },
      '"eu-central1" is not a value that is known here',
      'Did you mean "eu-central-1"?',
    ],
    [
      "a far miss of a choice",
      { ...minimal, trail: { mode: "monitor" } },
      '"monitor" is not a value that is known here',
      "Write one of the known values. There are: off, observe, enforce.",
    ],
    [
      "no choice",
      { ...minimal, trail: { mode: true } },
      'must be one of "off", "observe" or "enforce", but is true',
      'Write one of "off", "observe" or "enforce" instead.',
    ],
    [
      "a far miss of a Region",
      { ...minimal, homeRegion: "frankfurt" },
      '"frankfurt" is not a value that is known here',
      "Write one of the known values.",
    ],
    [
      "a backend without a type",
      { ...minimal, backend: {} },
      '"type" is missing',
      'Add "type": one of "local", "s3" or "cloud".',
    ],
    [
      "a near miss of a setting",
      { ...minimal, governdRegions: [] },
      'there is no setting "governdRegions" here',
      'Did you mean "governedRegions"?',
    ],
    [
      "a far miss of a setting of a few",
      { ...minimal, rootAccess: { enabled: true } },
      'there is no setting "enabled" here',
      "Take it out. There are: mode, delegateToSecurityAccount.",
    ],
    [
      "a setting of another kind of backend",
      { ...minimal, backend: { type: "local", createBucket: true } },
      'the setting "createBucket" does not go with type "local"',
      "Take it out, or change the type to one that has it.",
    ],
    [
      "a setting of no kind of backend",
      { ...minimal, backend: { type: "local", createBuckets: true } },
      'there is no setting "createBuckets" here',
      'Did you mean "createBucket"?',
    ],
    [
      "a near miss of a choice beside which a form is allowed",
      { ...minimal, proofs: [{ account: "*", principal: "longterm-root", action: "*", expect: "deny" }] },
      '"longterm-root" is not a value that is known here',
      'Did you mean "long-term-root"?',
    ],
    [
      "a near miss of a quota",
      { ...minimal, quotas: { "scp-sizes": { value: 1, reason: "x" } } },
      'there is no setting "scp-sizes" here',
      'Did you mean "scp-size"?',
    ],
    [
      "neither the root nor a list",
      { ...minimal, denyRoot: { attachTo: 1 } },
      'must be "root" or a list in brackets, but is the number 1',
      'Write "root" or a list in brackets instead.',
    ],
  ];

  test.each(cases)("%s", (_, config, message, remedy) => {
    const [problem, ...others] = checkConfiguration({ config, ledger: undefined, today: TODAY }).problems;
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ message, remedy });
  });

  test("what may be a secret is never repeated", () => {
    const secret = "https://hooks.example/T0/secret";
    const config = {
      ...minimal,
      trail: secret,
      alerting: { recipients: { page: [{ httpsFromParameter: secret }, { httpsFromVariable: secret }, secret] } },
    };
    const broken = checkConfiguration({ config, ledger: undefined, today: TODAY });
    const withoutTypeErrors = { ...minimal, alerting: { recipients: { page: [{ httpsFromParameter: secret }] } } };
    const refused = checkConfiguration({ config: withoutTypeErrors, ledger: undefined, today: TODAY });
    expect(broken.problems).toHaveLength(2);
    expect(refused.problems).toHaveLength(1);
    expect(JSON.stringify([broken, refused.problems])).not.toContain("secret");
  });
});
