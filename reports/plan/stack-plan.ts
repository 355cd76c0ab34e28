/** A JSON value as a plan holds it. */
export type Value = null | boolean | number | string | readonly Value[] | Values;

/** The arguments and attributes of a resource by name. */
export interface Values {
  readonly [name: string]: Value;
}

/** What stands for a value that Terraform marks as sensitive; the value itself is in no report. */
export const SENSITIVE = "(sensitive)";

/** What stands for a value that AWS gives out when the plan is applied. */
export const UNKNOWN = "(known after apply)";

/** What Terraform intends for one resource; `forget` leaves it as it is and takes it out of the state. */
export type Action = "no-op" | "create" | "update" | "replace" | "delete" | "forget";

/** One managed resource in a plan, also one that stays as it is. */
export interface PlannedResource {
  readonly stack: string;
  readonly address: string;
  /** Of one that was renamed: the address it had. */
  readonly previousAddress: string | undefined;
  readonly type: string;
  readonly action: Action;
  /** Whether it exists already and is taken into the state. */
  readonly isImported: boolean;
  /** As it is; `undefined` of one that does not exist. */
  readonly before: Values | undefined;
  /** As it would be; `undefined` of one that is destroyed or forgotten. */
  readonly after: Values | undefined;
  /** The names of the arguments that change, sorted; empty unless it is updated or replaced. */
  readonly changed: readonly string[];
  /** What the expression of each argument refers to, as Terraform writes it, for example `aws_kms_key.a.arn`. */
  readonly references: Readonly<Record<string, readonly string[]>>;
}

/** The plan of one stack, read from Terraform and free of sensitive values. */
export interface StackPlan {
  readonly stack: string;
  readonly terraformVersion: string;
  /** Managed resources in Terraform's order. */
  readonly resources: readonly PlannedResource[];
  /** What was changed outside Terraform since the last apply: `before` as the state has it, `after` as it is. */
  readonly drifted: readonly PlannedResource[];
  /** What happens to each value that the stack publishes. */
  readonly outputs: Readonly<Record<string, Action>>;
  /** What each of those values would be, as far as a plan knows it. @default not known */
  readonly outputValues?: Readonly<Record<string, Value>>;
  /** What the stack read of other states: by stack, then by name. */
  readonly published: Readonly<Record<string, Values>>;
}

/** Whether Terraform would do anything to a resource, a mere change of its address included. */
export function isTouched({ action, isImported, previousAddress }: PlannedResource): boolean {
  return action !== "no-op" || isImported || previousAddress !== undefined;
}

/** A text among values; `undefined` when it is none, or not there. */
export function textOf(values: Values | undefined, name: string): string | undefined {
  const value = values?.[name];
  return typeof value === "string" ? value : undefined;
}

/** The texts of a list among values; empty when it is none. */
export function textsOf(values: Values | undefined, name: string): readonly string[] {
  const value = values?.[name];
  return isList(value) ? value.filter((element) => typeof element === "string") : [];
}

/** A tag of a resource. */
export function tagOf(values: Values | undefined, tag: string): string | undefined {
  const tags = values?.tags;
  return isValues(tags) ? textOf(tags, tag) : undefined;
}

/** Whether a value is an object. */
export function isValues(value: Value | undefined): value is Values {
  return typeof value === "object" && value !== null && !isList(value);
}

/** `Array.isArray` does not narrow readonly lists. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}
