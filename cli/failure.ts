/** A place in a file, as editors and annotations count it: lines and columns from 1. */
export interface SourceLocation {
  /** An absolute path. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What a {@link Failure} carries besides its message and remedy. */
export interface FailureOptions {
  /**
   * 1: what was asked for could not be done. 2: it was asked for in the wrong way.
   *
   * @default 1
   */
  readonly exitCode?: 1 | 2;
  /** @default no place in a file */
  readonly location?: SourceLocation;
  /** The error underneath, whose stack `--verbose` prints. @default none */
  readonly cause?: unknown;
}

/**
 * Something that the user, or the user's machine, has to put right before a verb can go on.
 *
 * Thrown anywhere below a verb, caught once at the top, printed without a stack. A wrong configuration is no failure:
 * it is a list of `Problem` values.
 */
export class Failure extends Error {
  override readonly name = "Failure";
  /** What to do about it, in one sentence with a full stop. */
  readonly remedy: string;
  readonly exitCode: 1 | 2;
  readonly location: SourceLocation | undefined;

  /** @param message what is wrong, in one sentence without a full stop */
  constructor(message: string, remedy: string, options: FailureOptions = {}) {
    super(message, { cause: options.cause });
    this.remedy = remedy;
    this.exitCode = options.exitCode ?? 1;
    this.location = options.location;
  }
}

/** A {@link Failure} for a command line that cannot be understood: exit code 2. */
export function misuse(message: string, remedy: string): Failure {
  return new Failure(message, remedy, { exitCode: 2 });
}

/** What the top of the program prints for an error, and the exit code. */
export interface FailureReport {
  readonly text: string;
  readonly exitCode: 1 | 2;
}

/** Says what happened and what to do: two lines, and with `verbose` the stack beneath. */
export function reportFailure(error: unknown, verbose: boolean): FailureReport {
  const { message, remedy, exitCode, cause } = toFailure(error);
  const lines = [`Error: ${oneLine(message)}`, `  ${remedy}`];
  if (verbose) lines.push("", stackOf(cause ?? error));
  return { text: `${lines.join("\n")}\n`, exitCode };
}

/** The first line of what was thrown, whatever was thrown. */
export function messageOf(error: unknown): string {
  const message = hasText(error, "message") ? error.message : String(error);
  return oneLine(message);
}

/** The `code` of an error of Node.js, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return hasText(error, "code") ? error.code : undefined;
}

/** The stack of an error, or the thrown value in words. */
export function stackOf(error: unknown): string {
  return hasText(error, "stack") ? error.stack : String(error);
}

function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (isSystemError(error)) {
    return new Failure(
      `The operating system refused: ${messageOf(error)}`,
      "Check that the path exists, that you may read and write it, and that the disk has room.",
      { cause: error },
    );
  }
  return new Failure(
    `This is a bug in Rootstock: ${messageOf(error)}`,
    "Run the same command with --verbose and report what it prints.",
    { cause: error },
  );
}

/** Whether the operating system refused: Node.js sets `syscall` on its errors and on no others. */
export function isSystemError(error: unknown): boolean {
  return hasText(error, "syscall") && hasText(error, "code");
}

function hasText<K extends string>(value: unknown, key: K): value is { readonly [P in K]: string } {
  if (typeof value !== "object" || value === null) return false;
  const property: unknown = Reflect.get(value, key);
  return typeof property === "string";
}

function oneLine(text: string): string {
  return text.trim().split(/\r?\n/, 1)[0] ?? "";
}
