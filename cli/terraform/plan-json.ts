import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import {
  type Action,
  isList,
  isValues,
  type PlannedResource,
  SENSITIVE,
  type StackPlan,
  UNKNOWN,
  type Value,
  type Values,
} from "../../reports/plan/stack-plan";
import { Failure } from "../failure";
import { withoutIndex } from "./resource-address";

/**
 * Reads what `terraform show -json <plan file>` prints.
 *
 * Unknown fields are passed over, as Terraform's format asks for: every 1.x adds some (Terraform documentation, JSON
 * output format, read 2026-09). Sensitive values are taken out here, so that nothing behind this can print one.
 *
 * @param stack its name, for the result and for messages
 * @throws Failure when it is no plan, of another major version of the format, or of a plan that failed
 */
export function readPlan(text: string, stack: string): StackPlan {
  const plan = parsePlan(text, stack);
  if (plan.errored === true) {
    throw new Failure(
      `The plan of the stack ${stack} failed half-way, so it says nothing`,
      "Put right what Terraform reported, and plan again.",
    );
  }
  const references = referencesByResource(plan);
  const secrets = secretsOf(plan);
  const managed = plan.resource_changes.filter(({ mode }) => mode === "managed");
  return {
    stack,
    terraformVersion: plan.terraform_version,
    resources: managed.map((resource) => plannedResource(stack, resource, references, secrets)),
    drifted: plan.resource_drift
      .filter(({ mode, change: { actions: taken } }) => mode === "managed" && taken[0] !== "no-op")
      .map((resource) => plannedResource(stack, resource, references, secrets)),
    outputs: Object.fromEntries(
      Object.entries(plan.output_changes).map(([name, { actions }]) => [name, actionOf(actions)]),
    ),
    outputValues: Object.fromEntries(
      Object.entries(plan.output_changes).map(([name, { after = null, after_unknown, after_sensitive }]) => [
        name,
        shown({ value: after }, { value: after_sensitive ?? false }, { value: after_unknown ?? false }, secrets)
          .value ?? null,
      ]),
    ),
    published: publishedValues(plan, secrets),
  };
}

const value: z.ZodType<Value> = z.json();
const values = z.record(z.string(), value);
const actions = z.tuple([z.enum(["no-op", "create", "read", "update", "delete", "forget"])], z.string());

const change = z.looseObject({
  actions,
  before: values.nullish(),
  after: values.nullish(),
  after_unknown: value.optional(),
  before_sensitive: value.optional(),
  after_sensitive: value.optional(),
  importing: z.unknown().optional(),
});

const outputChange = z.looseObject({
  actions,
  after: value.optional(),
  after_unknown: value.optional(),
  after_sensitive: value.optional(),
});

const resourceChange = z.looseObject({
  address: z.string(),
  deposed: z.string().optional(),
  previous_address: z.string().optional(),
  mode: z.enum(["managed", "data"]),
  type: z.string(),
  change,
});

const stateResource = z.looseObject({
  mode: z.string(),
  type: z.string(),
  name: z.string(),
  values: values.nullish(),
  sensitive_values: value.optional(),
});

const configuredResource = z.looseObject({
  address: z.string(),
  expressions: z.record(z.string(), z.unknown()).default({}),
});

const planSchema = z.looseObject({
  format_version: z.string(),
  terraform_version: z.string().default("unknown"),
  errored: z.boolean().optional(),
  resource_changes: z.array(resourceChange).default([]),
  resource_drift: z.array(resourceChange).default([]),
  variables: z.record(z.string(), z.looseObject({ value: value.optional() })).default({}),
  output_changes: z.record(z.string(), outputChange).default({}),
  prior_state: z
    .looseObject({
      values: z
        .looseObject({ root_module: z.looseObject({ resources: z.array(stateResource).default([]) }) })
        .optional(),
    })
    .optional(),
  configuration: z
    .looseObject({
      root_module: z
        .looseObject({
          resources: z.array(configuredResource).default([]),
          variables: z.record(z.string(), z.looseObject({ sensitive: z.boolean().optional() })).default({}),
        })
        .optional(),
    })
    .optional(),
});

type PlanJson = z.output<typeof planSchema>;
type ResourceChange = z.output<typeof resourceChange>;

function parsePlan(text: string, stack: string): PlanJson {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Failure(`The plan of the stack ${stack} is not JSON`, PLAN_AGAIN, { cause });
  }
  const version: unknown = typeof json === "object" && json !== null ? Reflect.get(json, "format_version") : undefined;
  if (typeof version === "string" && !/^1\.\d+$/.test(version)) {
    throw new Failure(
      `The plan of the stack ${stack} is in format ${version}, and only 1.x is understood`,
      "Use Terraform 1.11 to 1.x or OpenTofu 1.10 to 1.x, or a newer version of Rootstock.",
    );
  }
  const parsed = planSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Failure(
    `The plan of the stack ${stack} is no plan of Terraform at ${issue?.path.join(".") || "its top level"}: ${issue?.message}`,
    PLAN_AGAIN,
    { cause: parsed.error },
  );
}

const PLAN_AGAIN = "Plan again; if it stays so, report the version of Terraform.";

function plannedResource(
  stack: string,
  { address, deposed, previous_address, type, change: planned }: ResourceChange,
  references: ReadonlyMap<string, PlannedResource["references"]>,
  secrets: Secrets,
): PlannedResource {
  const action = actionOf(planned.actions);
  const before = planned.before ?? undefined;
  const after = planned.after ?? undefined;
  return {
    stack,
    // As Terraform itself writes it: what a replacement left over shares the address of what replaced it.
    address: deposed === undefined ? address : `${address} (deposed object ${deposed})`,
    previousAddress: previous_address,
    type,
    action,
    isImported: planned.importing !== undefined && planned.importing !== null,
    before: before && shown(before, planned.before_sensitive, undefined, secrets),
    after: after && shown(after, planned.after_sensitive, planned.after_unknown, secrets),
    changed: action === "update" || action === "replace" ? changedArguments(planned) : [],
    references: references.get(withoutIndex(address)) ?? {},
  };
}

/** Two actions are the two halves of a replacement, in either order. */
function actionOf(steps: z.output<typeof actions>): Action {
  const [first] = steps;
  if (steps.length > 1) return "replace";
  return first === "read" ? "no-op" : first;
}

/** Compared before anything is masked: a sensitive value that changes is a change. */
function changedArguments({ before, after, after_unknown }: ResourceChange["change"]): readonly string[] {
  const unknown = isValues(after_unknown) ? after_unknown : {};
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {}), ...Object.keys(unknown)]);
  return [...names]
    .filter((name) => hasMark(unknown[name]) || !isDeepStrictEqual(before?.[name] ?? null, after?.[name] ?? null))
    .sort();
}

function hasMark(mark: Value | undefined): boolean {
  if (typeof mark === "object" && mark !== null) return Object.values(mark).some(hasMark);
  return mark === true;
}

function shown(all: Values, sensitive: Value | undefined, unknown: Value | undefined, secrets: Secrets): Values {
  const marked = overlaid(overlaid(all, unknown, UNKNOWN), sensitive, SENSITIVE);
  const masked = withoutSecrets(marked, secrets);
  return isValues(masked) ? masked : {};
}

/** The texts that Terraform marks as sensitive anywhere in a plan. */
type Secrets = readonly string[];

/** A shorter text is no secret, and would be found inside others that are none. */
const SHORTEST_SECRET = 6;

/**
 * Terraform loses the mark where a provider copies an argument into another attribute, or a value was known before it
 * became sensitive. So the texts themselves are looked for.
 */
function secretsOf(plan: PlanJson): Secrets {
  const variables = Object.entries(plan.variables).filter(
    ([name]) => plan.configuration?.root_module?.variables[name]?.sensitive === true,
  );
  const marked = [...plan.resource_changes, ...plan.resource_drift].flatMap(({ change: planned }) => [
    ...textsUnder(planned.before ?? undefined, planned.before_sensitive),
    ...textsUnder(planned.after ?? undefined, planned.after_sensitive),
  ]);
  const found = [...variables.flatMap(([, variable]) => textsUnder(variable.value, true)), ...marked];
  return [...new Set(found)].filter(({ length }) => length >= SHORTEST_SECRET);
}

/** Every text in the places that are marked. */
function textsUnder(original: Value | undefined, mark: Value | undefined): readonly string[] {
  if (typeof original === "string") return mark === true ? [original] : [];
  if (typeof original !== "object" || original === null) return [];
  return Object.entries(original).flatMap(([step, below]) =>
    textsUnder(below, typeof mark === "object" && mark !== null ? Reflect.get(mark, step) : mark),
  );
}

function withoutSecrets(original: Value, secrets: Secrets): Value {
  if (typeof original === "string") return secrets.some((secret) => original.includes(secret)) ? SENSITIVE : original;
  if (isList(original)) return original.map((element) => withoutSecrets(element, secrets));
  if (!isValues(original)) return original;
  return Object.fromEntries(Object.entries(original).map(([name, below]) => [name, withoutSecrets(below, secrets)]));
}

/** A value with a text in every place that is marked, also where the value itself has nothing. */
function overlaid(original: Value | undefined, mark: Value | undefined, text: string): Value {
  if (mark === true) return text;
  if (isList(original)) {
    const marks = isList(mark) ? mark : [];
    return original.map((element, index) => overlaid(element, marks[index], text));
  }
  if (isValues(mark) && (original === undefined || isValues(original))) {
    const names = [
      ...new Set([...Object.keys(original ?? {}), ...Object.keys(mark).filter((name) => hasMark(mark[name]))]),
    ];
    return Object.fromEntries(names.map((name) => [name, overlaid(original?.[name], mark[name], text)]));
  }
  return original ?? null;
}

function referencesByResource(plan: PlanJson): ReadonlyMap<string, PlannedResource["references"]> {
  const resources = plan.configuration?.root_module?.resources ?? [];
  return new Map(
    resources.map(({ address, expressions }) => [
      address,
      Object.fromEntries(Object.entries(expressions).map(([name, expression]) => [name, referencesIn(expression)])),
    ]),
  );
}

/** Whatever stands below `references`, at any depth: blocks nest expressions. */
function referencesIn(expression: unknown): readonly string[] {
  if (typeof expression !== "object" || expression === null) return [];
  return Object.entries(expression).flatMap(([name, below]) =>
    name === "references" && Array.isArray(below)
      ? below.filter((reference) => typeof reference === "string")
      : referencesIn(below),
  );
}

function publishedValues(plan: PlanJson, secrets: Secrets): StackPlan["published"] {
  const resources = plan.prior_state?.values?.root_module.resources ?? [];
  const states = resources.filter(({ mode, type }) => mode === "data" && type === "terraform_remote_state");
  return Object.fromEntries(
    states.map(({ name, values: read, sensitive_values }) => {
      const { outputs } = shown(read ?? {}, sensitive_values, undefined, secrets);
      return [name, isValues(outputs) ? outputs : {}];
    }),
  );
}
