import { createHash } from "node:crypto";
import { canonicalJson } from "../../reports/plan/canonical-json";
import {
  type Action,
  isList,
  isTouched,
  isValues,
  type PlannedResource,
  type StackPlan,
  UNKNOWN,
  type Value,
  type Values,
} from "../../reports/plan/stack-plan";

/**
 * One change of a plan as it was reviewed: enough to recognize it in a later plan, and nothing of its values.
 *
 * The address `output.<name>` is that of a value that the stack publishes.
 *
 * What merely differs from one plan to the next is in no digest: attributes that a provider computes, and the order in
 * which Terraform writes them.
 */
export interface ReviewedChange {
  readonly address: string;
  readonly action: Action | "import" | "move";
  /** Of a resource that is renamed in the state: the address it had. */
  readonly previousAddress: string | undefined;
  /** The places whose values AWS gives out while the plan is applied, as JSON pointers into the change, sorted. */
  readonly unknown: readonly string[];
  /** SHA-256 of the change in its normal form, as lower-case hexadecimal digits. */
  readonly digest: string;
}

/** Everything that a plan does to resources, in the order of their addresses. */
export function reviewedChanges(resources: readonly PlannedResource[]): readonly ReviewedChange[] {
  return resources
    .filter(isTouched)
    .map((resource) => reviewedChange(resource))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}

/** Everything that a plan does to resources and to the values that its stack publishes, in the order of addresses. */
export function reviewedChangesOf(plan: StackPlan): readonly ReviewedChange[] {
  return reviewedChanges(touchedBy(plan));
}

/**
 * What a plan changes, published values included.
 *
 * A value counts as something that is created or deleted at `output.<name>`: what it was before an apply that was cut
 * short, nobody can tell.
 */
export function touchedBy({ stack, resources, outputs, outputValues = {} }: StackPlan): readonly PlannedResource[] {
  const values = Object.entries(outputs).flatMap(([name, action]): readonly PlannedResource[] => {
    if (action === "no-op") return [];
    const isGone = action === "delete" || action === "forget";
    return [
      {
        stack,
        address: `output.${name}`,
        previousAddress: undefined,
        type: "output",
        action: isGone ? "delete" : "create",
        isImported: false,
        before: undefined,
        after: isGone ? undefined : { value: outputValues[name] ?? UNKNOWN },
        changed: [],
        references: { value: [] },
      },
    ];
  });
  return [...resources.filter(isTouched), ...values];
}

/**
 * One change in the form in which two plans of it are compared.
 *
 * @param unknown places that count as unknown whatever is there: an earlier plan of it did not know them yet. @default
 *   those only that this plan does not know
 */
export function reviewedChange(resource: PlannedResource, unknown: readonly string[] = []): ReviewedChange {
  const settings = unknown.reduce(withUnknown, settingsOf(resource));
  const { address, previousAddress, action, isImported } = resource;
  const id = resource.before?.id ?? null;
  return {
    address,
    action: actionOf(resource),
    previousAddress,
    unknown: pointersToUnknown(settings, ""),
    digest: createHash("sha256")
      .update(canonicalJson({ action, isImported, previousAddress: previousAddress ?? null, id, settings }))
      .digest("hex"),
  };
}

function actionOf({ action, isImported, previousAddress }: PlannedResource): ReviewedChange["action"] {
  if (action !== "no-op") return action;
  if (isImported) return "import";
  return previousAddress === undefined ? "no-op" : "move";
}

/** What is decided for each argument, before and after; a resource that goes is told by its id. */
function settingsOf(resource: PlannedResource): Values {
  const { action, before = {}, after = {}, changed } = resource;
  switch (action) {
    case "create": {
      const configured = Object.keys(after).filter((name) => isConfigured(resource, name));
      return Object.fromEntries(configured.map((name) => [name, { after: after[name] ?? null }]));
    }
    case "update":
    case "replace": {
      const decided = changed.filter((name) => isConfigured(resource, name) || after[name] !== UNKNOWN);
      return Object.fromEntries(
        decided.map((name) => [name, { before: before[name] ?? null, after: after[name] ?? null }]),
      );
    }
    case "no-op":
    case "delete":
    case "forget":
      return {};
    default:
      return action satisfies never;
  }
}

/** An argument that the configuration does not set is the provider's to compute. */
function isConfigured({ references }: PlannedResource, name: string): boolean {
  return Object.hasOwn(references, name);
}

function pointersToUnknown(value: Value | undefined, pointer: string): readonly string[] {
  if (value === UNKNOWN) return [pointer];
  if (!isValues(value) && !isList(value)) return [];
  return Object.entries(value)
    .flatMap(([step, below]: [string, Value]) => pointersToUnknown(below, `${pointer}/${escaped(step)}`))
    .sort();
}

/** A value with the word for unknown at a place; as it is where it has no such place. */
function withUnknown(values: Values, pointer: string): Values {
  const marked = marking(values, pointer.split("/").slice(1).map(unescaped));
  return isValues(marked) ? marked : values;
}

function marking(value: Value, [step, ...deeper]: readonly string[]): Value {
  if (step === undefined) return UNKNOWN;
  if (isList(value)) {
    return value.map((element, index) => (String(index) === step ? marking(element, deeper) : element));
  }
  if (!isValues(value) || !Object.hasOwn(value, step)) return value;
  return { ...value, [step]: marking(value[step] ?? null, deeper) };
}

/** RFC 6901, section 3. */
function escaped(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}

function unescaped(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}
