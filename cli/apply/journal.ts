import path from "node:path";
import { z } from "zod";
import { Failure, messageOf } from "../failure";
import { readIfThere } from "../read-if-there";
import { writeWhole } from "../write-whole";

/** The name of the journal beside the manifest. */
export const JOURNAL_NAME = "apply-journal.json";

/** How far a stack has come. */
const entrySchema = z.strictObject({
  state: z.enum(["begun", "done"]),
  /** The addresses of resources that an apply created and that a later one had to find again. */
  recovered: z.array(z.string()),
});

const journalSchema = z.strictObject({
  version: z.literal(1),
  /** Of the manifest that it is about. */
  manifestSha256: z.string(),
  stacks: z.record(z.string(), entrySchema),
});

type Entry = z.output<typeof entrySchema>;

/**
 * What an apply has done so far, on disk before and after each stack, so that a run that is killed can be gone on with.
 */
export class ApplyJournal {
  private readonly file: string;
  private readonly manifestSha256: string;
  private readonly stacks: Map<string, Entry>;

  private constructor(file: string, manifestSha256: string, stacks: Readonly<Record<string, Entry>>) {
    this.file = file;
    this.manifestSha256 = manifestSha256;
    this.stacks = new Map(Object.entries(stacks));
  }

  /**
   * The journal of a plan; empty when no apply of it was begun here.
   *
   * @throws Failure when it is damaged
   */
  static of({ directory, sha256 }: { readonly directory: string; readonly sha256: string }): ApplyJournal {
    const file = path.join(directory, JOURNAL_NAME);
    const found = readJournal(file);
    return new ApplyJournal(file, sha256, found?.manifestSha256 === sha256 ? found.stacks : {});
  }

  /** Whether an apply of this plan was begun here. */
  get isBegun(): boolean {
    return this.stacks.size > 0;
  }

  isDone(stack: string): boolean {
    return this.stacks.get(stack)?.state === "done";
  }

  /** The addresses of what was found again, by stack. */
  get recovered(): ReadonlyMap<string, readonly string[]> {
    return new Map([...this.stacks].map(([stack, { recovered }]) => [stack, recovered]));
  }

  /** Before anything of a stack is applied. */
  begin(stack: string): void {
    this.set(stack, { state: "begun" });
  }

  /** When everything of a stack is applied. */
  finish(stack: string): void {
    this.set(stack, { state: "done" });
  }

  /** Before a resource that an apply created is taken into the state. */
  recover(stack: string, address: string): void {
    this.set(stack, { state: "begun", recovered: [...new Set([...this.entry(stack).recovered, address])] });
  }

  private entry(stack: string): Entry {
    return this.stacks.get(stack) ?? { state: "begun", recovered: [] };
  }

  private set(stack: string, change: Partial<Entry>): void {
    this.stacks.set(stack, { ...this.entry(stack), ...change });
    const { manifestSha256 } = this;
    const text = JSON.stringify({ version: 1, manifestSha256, stacks: Object.fromEntries(this.stacks) }, undefined, 2);
    writeWhole(this.file, `${text}\n`, { mode: 0o600 });
  }
}

function readJournal(file: string): z.output<typeof journalSchema> | undefined {
  let text: string | undefined;
  try {
    text = readIfThere(file);
  } catch (cause) {
    throw damaged(file, messageOf(cause), cause);
  }
  if (text === undefined) return undefined;
  try {
    return journalSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw damaged(file, "it is none of this version", cause);
  }
}

function damaged(file: string, reason: string, cause: unknown): Failure {
  return new Failure(
    `The journal of the apply ${path.relative(process.cwd(), file)} cannot be read: ${reason}`,
    "Remove it and run the same command with --resume: what is left is compared with what was reviewed.",
    { cause },
  );
}
