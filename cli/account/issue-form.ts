import type { Problem } from "../../model/problem";

/** The labels of the form's fields, which GitHub writes as headings of the issue, and how long an answer may be. */
export const ISSUE_FIELDS = {
  name: { label: "Account name", isRequired: true, most: 50 },
  unit: { label: "Organizational unit", isRequired: true, most: 128 },
  owner: { label: "Owner", isRequired: true, most: 254 },
  kind: { label: "Kind of account", isRequired: false, most: 63 },
  expires: { label: "Last day", isRequired: false, most: 10 },
  tags: { label: "Tags", isRequired: false, most: 8192 },
  key: { label: "Account key", isRequired: false, most: 63 },
  email: { label: "Root e-mail address", isRequired: false, most: 64 },
} as const satisfies Record<string, IssueField>;

/** One field of the form. */
interface IssueField {
  readonly label: string;
  readonly isRequired: boolean;
  /** Characters that an answer may have. */
  readonly most: number;
}

type FieldId = keyof typeof ISSUE_FIELDS;

/** What an issue asks for; what was left empty is missing. */
export type IssueAnswers = { readonly [F in Exclude<FieldId, "tags">]?: string } & {
  readonly tags: Readonly<Record<string, string>>;
};

/** The answers, or everything that is wrong with the issue. */
export type IssueOutcome =
  | { readonly answers: IssueAnswers; readonly problems?: undefined }
  | { readonly answers?: undefined; readonly problems: readonly Problem[] };

/** Characters that the body of an issue may have. */
export const LONGEST_ISSUE = 16_384;

const TAGS_AT_MOST = 50;

/** Thousands of headings do not become thousands of lines. */
const PROBLEMS_AT_MOST = 20;

/**
 * Reads the body of an issue that GitHub made from the form `new-account.yml`.
 *
 * Whoever may open an issue chooses every character of it. So only the form's own headings are known, each once; an
 * answer is one line, short, and free of characters that cannot be seen; nothing is evaluated. What the answers mean is
 * judged by the rules, as of any other account.
 */
export function parseIssue(body: string): IssueOutcome {
  if (body.length > LONGEST_ISSUE) {
    return { problems: [problem(`the issue has ${body.length} characters`, `Keep it to ${LONGEST_ISSUE}.`)] };
  }
  const problems: Problem[] = [];
  const sections = sectionsOf(body.replaceAll("\r\n", "\n"), problems);
  const answers: Partial<Record<FieldId, string>> = {};
  for (const [id, field] of fields()) {
    const answer = answerOf(sections.get(field.label), id, field, problems);
    if (answer !== undefined) answers[id] = answer;
  }
  const { tags: lines = "", ...others } = answers;
  const tags = tagsOf(lines, problems);
  return problems.length > 0 ? { problems: problems.slice(0, PROBLEMS_AT_MOST) } : { answers: { ...others, tags } };
}

function fields(): readonly (readonly [FieldId, IssueField])[] {
  return Object.entries(ISSUE_FIELDS).map(([id, field]) => [id as FieldId, field]);
}

const HEADING = /^\s{0,3}#{1,6}(?:\s|$)/;

/** What stands below each heading of the form; what stands below another belongs to no answer. */
function sectionsOf(body: string, problems: Problem[]): ReadonlyMap<string, string> {
  const sections = new Map<string, string>();
  const [preface = "", ...rest] = atHeadings(body);
  if (preface.trim() !== "") {
    problems.push(problem(`there is text before the first heading: ${quoted(preface.trim())}`, USE_FORM));
  }
  for (const section of rest) {
    const [heading = "", ...lines] = section.split("\n");
    const label = fields().find(([, field]) => heading.trimEnd() === `### ${field.label}`)?.[1].label;
    if (label === undefined) {
      problems.push(problem(`there is a heading that the form does not have: ${quoted(heading)}`, USE_FORM));
    } else if (sections.has(label)) problems.push(problem(`the heading "${label}" is there twice`, USE_FORM));
    else sections.set(label, lines.join("\n"));
  }
  return sections;
}

/** The body cut before each heading; first what stands before all of them. */
function atHeadings(body: string): readonly string[] {
  const parts: string[][] = [[]];
  for (const line of body.split("\n")) {
    if (HEADING.test(line)) parts.push([line]);
    else parts.at(-1)?.push(line);
  }
  return parts.map((lines) => lines.join("\n"));
}

const USE_FORM = "Open an issue with the form, and change nothing but the answers.";

/** What GitHub writes for a field that was left empty. */
const NO_ANSWER = "_No response_";

function answerOf(
  section: string | undefined,
  id: FieldId,
  { label, isRequired, most }: IssueField,
  problems: Problem[],
): string | undefined {
  const answer = section?.trim() ?? "";
  if (answer === "" || answer === NO_ANSWER) {
    if (isRequired) problems.push(problem(`"${label}" has no answer`, "Fill it in."));
    return undefined;
  }
  if (answer.length > most) {
    problems.push(problem(`the answer to "${label}" has ${answer.length} characters`, `Keep it to ${most}.`));
    return undefined;
  }
  if (id !== "tags" && answer.includes("\n")) {
    problems.push(problem(`the answer to "${label}" has more than one line`, "Write one line."));
    return undefined;
  }
  if (answer.split("\n").some((line) => INVISIBLE.test(line))) {
    problems.push(
      problem(
        `the answer to "${label}" has characters that cannot be seen: ${quoted(answer)}`,
        "Type it, do not paste it.",
      ),
    );
    return undefined;
  }
  return answer;
}

/** Control, formatting (bidirectional, zero-width), private-use and unassigned characters, and separators of lines. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/u;

/** `key=value` a line; a line whose value was left empty says nothing. */
function tagsOf(text: string, problems: Problem[]): Readonly<Record<string, string>> {
  const tags = new Map<string, string>();
  for (const line of text.split("\n").filter((each) => each.trim() !== "")) {
    const equals = line.indexOf("=");
    const [key, value] = [line.slice(0, equals).trim(), line.slice(equals + 1).trim()];
    if (equals < 1 || key === "")
      problems.push(problem(`this is no tag: ${quoted(line)}`, "Write key=value, one a line."));
    else if (tags.has(key)) problems.push(problem(`the tag ${quoted(key)} is there twice`, "Write it once."));
    else if (value !== "") tags.set(key, value);
  }
  if (tags.size > TAGS_AT_MOST) problems.push(problem(`there are ${tags.size} tags`, `Write ${TAGS_AT_MOST} at most.`));
  return Object.fromEntries(tags);
}

function problem(message: string, remedy: string): Problem {
  return { rule: "issue-form", path: [], message, remedy };
}

/** A text of somebody else in a message: short, and nothing in it moves the cursor. */
function quoted(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return JSON.stringify(short).replaceAll(
    /[^\x20-\x7e…]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
