/** How many objects a plan would, or an apply did, touch. */
export interface ChangeCounts {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  readonly import: number;
}

/** No change at all. */
export const NO_CHANGES: ChangeCounts = { add: 0, change: 0, destroy: 0, import: 0 };

/** One error or warning of Terraform. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  /** The resource that it is about. */
  readonly address: string | undefined;
  /** The line of configuration that it is about. */
  readonly code?: string | undefined;
}

/** What a plan intends for one resource; `move`, `forget` and the like as Terraform names them. */
export interface PlannedChange {
  readonly address: string;
  readonly action: string;
  /** Of a move: the address it had before. */
  readonly previousAddress: string | undefined;
}

/** One line of Terraform's JSON output, as far as anything here needs it. */
export type TerraformEvent =
  | { readonly kind: "summary"; readonly counts: ChangeCounts }
  | { readonly kind: "diagnostic"; readonly diagnostic: Diagnostic }
  | { readonly kind: "planned"; readonly change: PlannedChange }
  | { readonly kind: "applied"; readonly address: string };

/** Understands one line of `terraform … -json`; `undefined` for a line that says nothing needed. */
export function parseEvent(line: string): TerraformEvent | undefined {
  const event = parseObject(line);
  switch (event?.type) {
    case "change_summary":
      return { kind: "summary", counts: countsOf(objectAt(event, "changes")) };
    case "diagnostic":
      return { kind: "diagnostic", diagnostic: diagnosticOf(objectAt(event, "diagnostic")) };
    case "planned_change":
      return { kind: "planned", change: plannedChangeOf(objectAt(event, "change")) };
    case "apply_complete":
      return { kind: "applied", address: addressAt(objectAt(event, "hook"), "resource") ?? "" };
    default:
      return undefined;
  }
}

/** What Terraform said in one run. */
export interface TerraformReport {
  /** Of the last summary; zero when there was none. */
  readonly counts: ChangeCounts;
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  readonly planned: readonly PlannedChange[];
}

/** Gathers the events of one run. */
export function reportOf(events: readonly TerraformEvent[]): TerraformReport {
  const diagnostics = events.flatMap((event) => (event.kind === "diagnostic" ? [event.diagnostic] : []));
  return {
    counts: events.reduce((counts, event) => (event.kind === "summary" ? event.counts : counts), NO_CHANGES),
    errors: diagnostics.filter(({ severity }) => severity === "error"),
    warnings: diagnostics.filter(({ severity }) => severity === "warning"),
    planned: events.flatMap((event) => (event.kind === "planned" ? [event.change] : [])),
  };
}

/** An error in one sentence: its summary, and the resource where the summary does not name one. */
export function describeDiagnostic({ summary, detail, address }: Diagnostic): string {
  const [line = ""] = summary.trim().split("\n", 1);
  const subject = address ?? /^Resource (\S+) has lifecycle\.prevent_destroy/.exec(detail)?.[1];
  const text = line.replace(/[.:]+$/, "");
  return subject === undefined || text.includes(subject) ? text : `${text} (${subject})`;
}

type JsonObject = Readonly<Record<string, unknown>>;

function parseObject(line: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): JsonObject | undefined {
  // Any object may be read by key; what is found there is checked in turn.
  return typeof value === "object" && value !== null ? (value as JsonObject) : undefined;
}

function objectAt(object: JsonObject | undefined, key: string): JsonObject | undefined {
  return asObject(object?.[key]);
}

function textAt(object: JsonObject | undefined, key: string): string | undefined {
  const value = object?.[key];
  return typeof value === "string" ? value : undefined;
}

function numberAt(object: JsonObject | undefined, key: string): number {
  const value = object?.[key];
  return typeof value === "number" ? value : 0;
}

function addressAt(object: JsonObject | undefined, key: string): string | undefined {
  return textAt(objectAt(object, key), "addr");
}

function countsOf(changes: JsonObject | undefined): ChangeCounts {
  return {
    add: numberAt(changes, "add"),
    change: numberAt(changes, "change"),
    destroy: numberAt(changes, "remove"),
    import: numberAt(changes, "import"),
  };
}

function diagnosticOf(diagnostic: JsonObject | undefined): Diagnostic {
  return {
    severity: textAt(diagnostic, "severity") === "error" ? "error" : "warning",
    summary: textAt(diagnostic, "summary") ?? "",
    detail: textAt(diagnostic, "detail") ?? "",
    address: textAt(diagnostic, "address"),
    code: textAt(objectAt(diagnostic, "snippet"), "code"),
  };
}

function plannedChangeOf(change: JsonObject | undefined): PlannedChange {
  return {
    address: addressAt(change, "resource") ?? "",
    action: textAt(change, "action") ?? "",
    previousAddress: addressAt(change, "previous_resource"),
  };
}
