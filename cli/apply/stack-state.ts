import { z } from "zod";
import { parsedJson } from "../parsed-json";

/** What can be told of a stack's state without showing anything that it holds. */
export interface StackState {
  /** Terraform's id of the state; empty while nothing was ever applied. */
  readonly lineage: string;
  /** How often the state was written. */
  readonly serial: number;
  /** What Terraform would replace because it was not created to the end. */
  readonly tainted: readonly { readonly address: string; readonly type: string }[];
}

const instance = z.looseObject({
  index_key: z.union([z.string(), z.number()]).optional(),
  status: z.string().optional(),
  attributes: z.looseObject({ id: z.unknown().optional() }).nullish(),
});

const stateSchema = z.looseObject({
  version: z.literal(4),
  serial: z.number(),
  lineage: z.string(),
  resources: z
    .array(
      z.looseObject({
        module: z.string().optional(),
        type: z.string(),
        name: z.string(),
        instances: z.array(instance).default([]),
      }),
    )
    .default([]),
});

/** The state before anything was applied. */
const NO_STATE: StackState = { lineage: "", serial: 0, tainted: [] };

/**
 * Reads what `terraform state pull` prints, or the state in a plan file.
 *
 * @returns `undefined` when it is none that is understood
 */
export function readState(text: string): StackState | undefined {
  if (text.trim() === "") return NO_STATE;
  const parsed = stateSchema.safeParse(parsedJson(text));
  if (!parsed.success) return undefined;
  const { lineage, serial, resources } = parsed.data;
  const tainted = resources.flatMap(({ module, type, name, instances }) =>
    instances
      .filter(({ status }) => status === "tainted")
      .map(({ index_key }) => ({ type, address: addressOf(module, `${type}.${name}`, index_key) })),
  );
  return { lineage, serial, tainted };
}

/** A resource as a state has it. */
export interface HeldResource {
  /** `undefined` when it has none that is text. */
  readonly id: string | undefined;
  /** Whether it was not created to the end. */
  readonly isTainted: boolean;
}

/** The resources of one type that a state has, by address; none when it is none that is understood. */
export function heldIn(text: string, wanted: string): ReadonlyMap<string, HeldResource> {
  const parsed = stateSchema.safeParse(parsedJson(text));
  const resources = parsed.data?.resources.filter(({ type }) => type === wanted) ?? [];
  return new Map(
    resources.flatMap(({ module, type, name, instances }) =>
      instances.map(({ index_key, status, attributes }) => [
        addressOf(module, `${type}.${name}`, index_key),
        { id: typeof attributes?.id === "string" ? attributes.id : undefined, isTainted: status === "tainted" },
      ]),
    ),
  );
}

/** Whether a plan that was made from one state may be applied to another, as Terraform itself judges it. */
export function isSameState(planned: StackState, now: StackState): boolean {
  const isFirst = planned.lineage === "" && planned.serial === 0;
  return planned.serial === now.serial && (isFirst || planned.lineage === now.lineage);
}

function addressOf(module: string | undefined, resource: string, index: string | number | undefined): string {
  const step = index === undefined ? "" : `[${JSON.stringify(index)}]`;
  return `${module === undefined ? "" : `${module}.`}${resource}${step}`;
}
