import { appendFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { codeOf } from "../failure";

const headerSchema = z.strictObject({ version: z.literal(1), organization: z.string(), begun: z.string() });
const lineSchema = z.strictObject({ step: z.string(), answer: z.unknown() });

/** How long answers of a run that was killed are good: an organization changes. */
const HOURS_KEPT = 12;

/** What a reading of an organization has answered so far, on disk, so that a run that was killed goes on. */
export class ReadingJournal {
  private readonly answers: Map<string, unknown>;

  private constructor(
    private readonly file: string,
    answers: ReadonlyMap<string, unknown>,
  ) {
    this.answers = new Map(answers);
  }

  /**
   * The journal of an organization: the one that is there, unless it is too old or damaged.
   *
   * @param now the time, as ISO 8601
   */
  static open(directory: string, organization: string, now: string): ReadingJournal {
    const file = path.join(directory, `adopt-${organization}.ndjson`);
    const [header, ...lines] = linesOf(file);
    const known = headerSchema.safeParse(header).data;
    if (known?.organization === organization && ageInHours(known.begun, now) < HOURS_KEPT) {
      const read = lines.flatMap((line) => lineSchema.safeParse(line).data ?? []);
      // Ends the line that the end of the process may have torn.
      appendFileSync(file, "\n");
      return new ReadingJournal(file, new Map(read.map(({ step, answer }) => [step, answer])));
    }
    mkdirSync(directory, { recursive: true });
    rmSync(file, { force: true });
    append(file, { version: 1, organization, begun: now });
    return new ReadingJournal(file, new Map());
  }

  /** How many answers an earlier run left. */
  get size(): number {
    return this.answers.size;
  }

  /** The answer of a step: the one that was kept, or else the one that is fetched now and kept. */
  async answer<T>(step: string, schema: z.ZodType<T>, fetch: () => Promise<T>): Promise<T> {
    if (this.answers.has(step)) {
      const kept = schema.safeParse(this.answers.get(step));
      if (kept.success) return kept.data;
    }
    const answer = await fetch();
    this.answers.set(step, answer);
    append(this.file, { step, answer });
    return answer;
  }

  /** Everything is read and written out. */
  remove(): void {
    rmSync(this.file, { force: true });
  }
}

function append(file: string, line: object): void {
  // It holds addresses and telephone numbers.
  appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
}

/** Every whole line; a last one that was torn by the end of the process is no JSON. */
function linesOf(file: string): readonly unknown[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
  const lines: unknown[] = [];
  for (const line of text.split("\n")) {
    try {
      lines.push(JSON.parse(line));
    } catch {
      // Asked again.
    }
  }
  return lines;
}

function ageInHours(begun: string, now: string): number {
  return (Date.parse(now) - Date.parse(begun)) / 3_600_000;
}
