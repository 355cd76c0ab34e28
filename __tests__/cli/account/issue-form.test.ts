import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { ISSUE_FIELDS, LONGEST_ISSUE, parseIssue } from "../../../cli/account/issue-form";
import { exampleConfig } from "../../support/example-config";

/** The body that GitHub writes for the form: each label as a heading, and below it the answer. */
function issue(answers: Readonly<Record<string, string>>): string {
  const all = { name: "Billing", unit: "sandboxes", owner: "team@acme.example", ...answers };
  return Object.entries(ISSUE_FIELDS)
    .map(
      ([id, { label }]) => `### ${label}\n\n${Object.entries(all).find(([key]) => key === id)?.[1] ?? "_No response_"}`,
    )
    .join("\n\n");
}

function problemsOf(body: string): readonly string[] {
  return (parseIssue(body).problems ?? []).map(({ message }) => message);
}

describe("an issue", () => {
  test("is read as GitHub writes it", () => {
    expect(parseIssue(issue({ tags: "cost-centre=shop\n\nenvironment = test\nempty=" }))).toEqual({
      answers: {
        name: "Billing",
        unit: "sandboxes",
        owner: "team@acme.example",
        tags: { "cost-centre": "shop", environment: "test" },
      },
    });
  });

  test("is read with lines that end in CRLF, and with all answers", () => {
    const body = issue({ key: "billing-2", email: "aws+b@acme.example", tags: "a=b=c" }).replaceAll("\n", "\r\n");
    expect(parseIssue(body).answers).toMatchObject({
      key: "billing-2",
      email: "aws+b@acme.example",
      tags: { a: "b=c" },
    });
  });

  test.each<[name: string, body: string, messages: readonly (string | RegExp)[]]>([
    ["nothing", "", ['"Account name" has no answer', '"Organizational unit" has no answer', '"Owner" has no answer']],
    ["too much", "x".repeat(LONGEST_ISSUE + 1), [`the issue has ${LONGEST_ISSUE + 1} characters`]],
    [
      "a heading twice",
      issue({ owner: "a@acme.example\n\n### Account name\n\nother" }),
      ['the heading "Account name" is there twice'],
    ],
    [
      "a heading of its own",
      issue({ owner: "a@acme.example\n### Approved by\nme" }),
      [/^there is a heading that the form does not have: "### Approved by"/],
    ],
    [
      "a heading of another level",
      issue({ owner: "a@acme.example\n# Owner\nme" }),
      [/heading that the form does not have/],
    ],
    ["text before the form", `hello\n${issue({})}`, [/^there is text before the first heading: "hello"/]],
    ["an answer of two lines", issue({ name: "a\nb" }), ['the answer to "Account name" has more than one line']],
    ["an answer that is too long", issue({ name: "n".repeat(51) }), ['the answer to "Account name" has 51 characters']],
    [
      "a control character",
      issue({ name: "a\u0007b" }),
      [/^the answer to "Account name" has characters that cannot be seen: "a\\u0007b"$/],
    ],
    [
      "an escape sequence",
      issue({ owner: "\u001b[2J@acme.example" }),
      [/cannot be seen: "\\u001b\[2J@acme\.example"$/],
    ],
    ["a bidirectional override", issue({ owner: "\u202Emoc.elpmaxe@acme.example" }), [/cannot be seen: "\\u202e/]],
    ["a zero-width space", issue({ unit: "sand\u200Bboxes" }), [/cannot be seen/]],
    ["a separator of lines in a tag", issue({ tags: "a=b\u2028c" }), [/cannot be seen/]],
    ["a carriage return alone", issue({ name: "a\rb" }), [/cannot be seen/]],
    ["what is no tag", issue({ tags: "cost-centre: shop" }), [/^this is no tag: "cost-centre: shop"/]],
    ["a tag twice", issue({ tags: "a=b\na=c" }), ['the tag "a" is there twice']],
    [
      "too many tags",
      issue({ tags: Array.from({ length: 51 }, (_, at) => `t${at}=v`).join("\n") }),
      ["there are 51 tags"],
    ],
  ])("with %s is refused", (_, body, messages) => {
    const found = problemsOf(body);
    expect(found).toHaveLength(messages.length);
    for (const [index, message] of messages.entries()) expect(found[index]).toMatch(message);
  });

  test("quotes what somebody wrote in printable ASCII only, and not all of it", () => {
    const found = problemsOf(`${"\u001b]0;x\u0007é".repeat(100)}\n${issue({})}`);
    expect(found.join("")).toMatch(/^[\x20-\x7e…]{1,600}$/);
  });
});

describe("the form that the repository ships", () => {
  const form: unknown = parse(
    readFileSync(path.resolve(__dirname, "../../../.github/ISSUE_TEMPLATE/new-account.yml"), "utf8"),
  );
  interface FormField {
    readonly type: string;
    readonly id?: string;
    readonly attributes: { readonly label?: string; readonly value?: string };
    readonly validations?: { readonly required: boolean };
  }
  const body = Reflect.get(Object(form), "body") as readonly FormField[];
  const fields = body.filter(({ type }) => type !== "markdown");

  test("asks for what the parser reads, in the same words", () => {
    const asked = fields.map(({ id, attributes, validations }) => [
      id,
      attributes.label,
      validations?.required === true,
    ]);
    expect(asked).toEqual(Object.entries(ISSUE_FIELDS).map(([id, { label, isRequired }]) => [id, label, isRequired]));
  });

  test("has a line for each tag that the example requires", () => {
    const value = fields.find(({ id }) => id === "tags")?.attributes.value ?? "";
    expect(value.trim().split("\n")).toEqual(exampleConfig().requiredAccountTags?.map((tag) => `${tag}=`));
  });

  test("left as it is, its tags say nothing", () => {
    const value = fields.find(({ id }) => id === "tags")?.attributes.value ?? "";
    expect(parseIssue(issue({ tags: value })).answers?.tags).toEqual({});
  });
});
