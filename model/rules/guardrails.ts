import type { CustomGuardrailConfig, PolicyStatementConfig } from "../config";
import { BUILT_IN_GUARDRAIL_IDS, guardrailMode, guardrailSetting, guardrailSettingPath } from "../mechanisms";
import type { ConfigPath } from "../problem";
import { type ConfigFacts, defineRule } from "../rule";

/** The physical name of a guardrail of one's own. */
function policyName({ config }: ConfigFacts, key: string, { name }: CustomGuardrailConfig): string {
  return name ?? `${config.name}-${key}`;
}

function guardrailsOf({ config }: ConfigFacts): readonly (readonly [string, CustomGuardrailConfig])[] {
  return Object.entries(config.guardrails ?? {});
}

/** AWS Organizations API reference, CreatePolicy, `Name` and `Description`. */
export const guardrailForm = defineRule<ConfigFacts>({
  id: "guardrail-form",
  doc: "A guardrail's policy name has 1 to 128 characters and its reason at most 512.",
  waivable: false,
  *breaches(facts) {
    for (const [key, guardrail] of guardrailsOf(facts)) {
      const name = policyName(facts, key, guardrail);
      if (name.trim() === "" || name.length > 128) {
        yield {
          path: guardrail.name === undefined ? ["guardrails", key] : ["guardrails", key, "name"],
          message: `the policy's name has ${name.length} characters, and AWS accepts 1 to 128`,
          remedy: "Give it a shorter name.",
        };
      }
      if (guardrail.reason.length > 512) {
        yield {
          path: ["guardrails", key, "reason"],
          message: `the reason has ${guardrail.reason.length} characters, and a policy's description has room for 512`,
          remedy: "Say it in one sentence.",
        };
      }
    }
  },
});

function isSharedPolicyName(name: string, { config }: ConfigFacts): boolean {
  const prefix = `${config.name}-`;
  return name.startsWith(prefix) && /^(?:scp|rcp)_\d+$/.test(name.slice(prefix.length));
}

/** AWS refuses a second policy of the same name. */
export const guardrailNameUnique = defineRule<ConfigFacts>({
  id: "guardrail-name-unique",
  doc: "No two policies have the same name, built-in guardrails included.",
  waivable: false,
  *breaches(facts) {
    const own = new Map<string, string>(BUILT_IN_GUARDRAIL_IDS.map((id) => [`${facts.config.name}-${id}`, id]));
    const adopted = new Map<string, string>();
    for (const [key, guardrail] of guardrailsOf(facts)) {
      const name = policyName(facts, key, guardrail);
      // What AWS holds may share a name with another that it holds, if their types differ.
      const held = guardrail.content === undefined ? name : `${guardrail.policyType ?? "scp"} ${name}`;
      const earlier = guardrail.content === undefined ? own.get(name) : (adopted.get(held) ?? own.get(name));
      if (isSharedPolicyName(name, facts)) {
        yield {
          path: ["guardrails", key, "name"],
          message: `"${name}" is the name of a policy that guardrails share`,
          remedy: "Give it another name.",
        };
      } else if (earlier === undefined) (guardrail.content === undefined ? own : adopted).set(held, key);
      else if (earlier !== key) {
        yield {
          path: guardrail.name === undefined ? ["guardrails", key] : ["guardrails", key, "name"],
          message: `the policy name "${name}" is already that of the guardrail "${earlier}"`,
          remedy: "Give it another name.",
        };
      }
    }
  },
});

/** An empty list switches a guardrail off without saying so. */
export const attachToEmpty = defineRule<ConfigFacts>({
  id: "attach-to-empty",
  doc: "A built-in guardrail that is enforced is attached to something.",
  waivable: false,
  *breaches({ config }) {
    for (const id of BUILT_IN_GUARDRAIL_IDS) {
      const { attachTo } = guardrailSetting(config, id);
      if (guardrailMode(config, id) !== "enforce" || attachTo === undefined || attachTo.length > 0) continue;
      yield {
        path: [...guardrailSettingPath(id), "attachTo"],
        message: `the guardrail "${id}" is attached nowhere and protects nothing`,
        remedy: 'Name a unit or "root"; to switch it off on purpose, set its mode to "off".',
      };
    }
  },
});

interface PlacedStatement {
  readonly statement: PolicyStatementConfig;
  readonly type: "scp" | "rcp";
  readonly path: ConfigPath;
}

function statementsOf(facts: ConfigFacts): readonly PlacedStatement[] {
  return guardrailsOf(facts).flatMap(([key, { statements = [], policyType: type = "scp" }]) =>
    type === "scp" || type === "rcp"
      ? statements.map((statement, index) => ({ statement, type, path: ["guardrails", key, "statements", index] }))
      : [],
  );
}

function countOf(...values: readonly (string | readonly string[] | undefined)[]): number {
  return values.filter((value) => value !== undefined && value.length > 0).length;
}

/** IAM reference, grammar of the policy language. */
export const guardrailStatements = defineRule<ConfigFacts>({
  id: "guardrail-statements",
  doc: "A guardrail has statements, each with exactly one of Action and NotAction and exactly one of Resource and NotResource.",
  waivable: false,
  *breaches(facts) {
    for (const [key, { statements = [], content }] of guardrailsOf(facts)) {
      if (statements.length > 0 || content !== undefined) continue;
      yield {
        path: ["guardrails", key, "statements"],
        message: "the guardrail has no statement",
        remedy: "Add one, or take the guardrail out.",
      };
    }
    for (const { statement, path } of statementsOf(facts)) {
      if (countOf(statement.Action, statement.NotAction) !== 1) {
        yield {
          path,
          message: "the statement must have exactly one of Action and NotAction, and it may not be empty",
          remedy: "Name the actions in one of the two.",
        };
      }
      if (countOf(statement.Resource, statement.NotResource) !== 1) {
        yield {
          path,
          message: "the statement must have exactly one of Resource and NotResource, and it may not be empty",
          remedy: 'Name the resources in one of the two, or write Resource: "*".',
        };
      }
    }
  },
});

/** What was adopted is kept as it is, so that nothing beside it can say what is in the policy. */
export const guardrailContent = defineRule<ConfigFacts>({
  id: "guardrail-content",
  doc: "A guardrail with content has a name and no statements; one of a type other than scp and rcp has content.",
  waivable: false,
  *breaches(facts) {
    for (const [key, { name, statements, content, policyType = "scp" }] of guardrailsOf(facts)) {
      const path = ["guardrails", key];
      if (content === undefined) {
        if (policyType === "scp" || policyType === "rcp") continue;
        yield {
          path: [...path, "policyType"],
          message: `a policy of the type ${policyType} has settings, and statements cannot say them`,
          remedy: "Use the built-in guardrail of that type, or write the whole policy as content.",
        };
        continue;
      }
      if (statements !== undefined) {
        yield {
          path: [...path, "statements"],
          message: "the guardrail has content, which is the whole policy, and statements",
          remedy: "Keep one of the two.",
        };
      }
      if (name === undefined) {
        yield {
          path,
          message: "the guardrail has content and no name",
          remedy: "Write the name that the policy has in the organization.",
        };
      }
    }
  },
});

/** IAM reference, policy element Action. */
export const guardrailActionForm = defineRule<ConfigFacts>({
  id: "guardrail-action-form",
  doc: "An action is * or a service, a colon and a name, in which * and ? stand for other characters.",
  waivable: false,
  *breaches(facts) {
    for (const { statement, path } of statementsOf(facts)) {
      for (const element of ["Action", "NotAction"] as const) {
        const value = statement[element];
        const actions = typeof value === "string" ? [value] : (value ?? []);
        for (const [index, action] of actions.entries()) {
          if (/^(\*|[a-z0-9-]+:[a-z0-9*?]+)$/i.test(action)) continue;
          yield {
            path: typeof value === "string" ? [...path, element] : [...path, element, index],
            message: `"${action}" is not an action`,
            remedy: "Write it like s3:DeleteBucket or s3:Delete*.",
          };
        }
      }
    }
  },
});

/** IAM reference, policy element Sid. */
export const guardrailSid = defineRule<ConfigFacts>({
  id: "guardrail-sid",
  doc: "A Sid has letters and digits and is unique in its guardrail.",
  waivable: false,
  *breaches(facts) {
    for (const [key, { statements = [] }] of guardrailsOf(facts)) {
      for (const [index, { Sid }] of statements.entries()) {
        const path: ConfigPath = ["guardrails", key, "statements", index, "Sid"];
        if (Sid === undefined) continue;
        if (!/^[A-Za-z0-9]*$/.test(Sid)) {
          yield { path, message: `"${Sid}" is not a Sid`, remedy: "Use letters and digits only." };
        } else if (statements.findIndex((statement) => statement.Sid === Sid) !== index) {
          yield { path, message: `the Sid "${Sid}" is already taken`, remedy: "Give each statement a Sid of its own." };
        }
      }
    }
  },
});

/** Allow in an SCP grants nothing, and whatever it does not name is denied only if FullAWSAccess is detached. */
export const guardrailEffect = defineRule<ConfigFacts>({
  id: "guardrail-effect",
  doc: "The statements of a service control policy deny.",
  waivable: true,
  *breaches(facts) {
    for (const { statement, type, path } of statementsOf(facts)) {
      if (type !== "scp" || statement.Effect === "Deny") continue;
      yield {
        path: [...path, "Effect"],
        message: "an Allow beside AWS's own FullAWSAccess policy grants nothing and forbids nothing",
        remedy: 'Say what is forbidden with Effect: "Deny".',
      };
    }
  },
});

/** AWS Organizations user guide, SCP syntax and RCP syntax. */
export const guardrailPrincipal = defineRule<ConfigFacts>({
  id: "guardrail-principal",
  doc: 'A statement of a resource control policy has Principal: "*", one of a service control policy has none.',
  waivable: false,
  *breaches(facts) {
    for (const { statement, type, path } of statementsOf(facts)) {
      if (type === "scp" && statement.Principal !== undefined) {
        yield {
          path: [...path, "Principal"],
          message: "a service control policy has no Principal: it binds every principal of the account",
          remedy: "Take it out; name principals in Condition, with aws:PrincipalArn.",
        };
      }
      if (type === "rcp" && statement.Principal === undefined) {
        yield {
          path,
          message: "a statement of a resource control policy needs a Principal",
          remedy: 'Add Principal: "*"; name principals in Condition, with aws:PrincipalArn.',
        };
      }
    }
  },
});

/** AWS Organizations user guide, RCP syntax. */
export const guardrailRcpSyntax = defineRule<ConfigFacts>({
  id: "guardrail-rcp-syntax",
  doc: "A statement of a resource control policy denies, and names actions of services: neither NotAction nor *.",
  waivable: false,
  *breaches(facts) {
    for (const { statement, type, path } of statementsOf(facts)) {
      if (type !== "rcp") continue;
      if (statement.Effect === "Allow") {
        yield {
          path: [...path, "Effect"],
          message: "AWS accepts no Allow in a resource control policy",
          remedy: 'Say what is forbidden with Effect: "Deny".',
        };
      }
      if (statement.NotAction !== undefined) {
        yield {
          path: [...path, "NotAction"],
          message: "AWS accepts no NotAction in a resource control policy",
          remedy: "Name the actions with Action.",
        };
      }
      if (statement.Action === "*" || (Array.isArray(statement.Action) && statement.Action.includes("*"))) {
        yield {
          path: [...path, "Action"],
          message: "AWS accepts no action * in a resource control policy",
          remedy: 'Name the services, for example ["s3:*", "sqs:*"].',
        };
      }
    }
  },
});
