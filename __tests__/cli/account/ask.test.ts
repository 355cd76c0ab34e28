import { describe, expect, test } from "@jest/globals";
import { askForReason, askForRequest, type PartialRequest } from "../../../cli/account/ask";
import { organizationOf } from "../../../cli/account/organization";
import { exampleConfig } from "../../support/example-config";

const TODAY = "2026-11-22";

const NOTHING: PartialRequest = {
  name: undefined,
  unit: undefined,
  key: undefined,
  email: undefined,
  owner: undefined,
  kind: undefined,
  expires: undefined,
  tags: undefined,
};

/** Answers in their order, and keeps the questions. */
function answering(...answers: readonly string[]) {
  const questions: string[] = [];
  const ask = async (question: string): Promise<string> => {
    questions.push(question);
    const answer = answers[questions.length - 1];
    if (answer === undefined) throw new Error(`unexpected question: ${question}`);
    return answer;
  };
  return { ask, questions };
}

const organization = organizationOf(exampleConfig(), undefined);

describe("askForRequest", () => {
  test("asks for what is missing, with the units as choices, and proposes what follows", async () => {
    const { ask, questions } = answering("", "Invoicing Prod", "sandbox", "7", "", "", "team@acme.example");
    expect(await askForRequest(organization, NOTHING, ask, TODAY)).toEqual({
      name: "Invoicing Prod",
      unit: "development",
      key: "invoicing-prod",
      email: "aws+invoicing-prod@acme.example",
      owner: "team@acme.example",
      tags: {},
    });
    expect(questions[0]).toBe("Name of the account: ");
    expect(questions[1]).toBe("An answer is needed.\nName of the account: ");
    expect(questions[2]).toMatch(/^Units:\n {2}1 {2}security\n {2}2 {2}infrastructure\n/);
    expect(questions[2]).not.toContain("recovery");
    expect(questions[3]).toMatch(/^There is no unit "sandbox". Did you mean "sandboxes"\?\nUnits:/);
    expect(questions[4]).toBe("Key [invoicing-prod]: ");
    expect(questions[5]).toBe("Root e-mail address [aws+invoicing-prod@acme.example]: ");
  });

  test("asks nothing when nothing is missing", async () => {
    const { ask, questions } = answering();
    const request = await askForRequest(organization, { ...NOTHING, name: "x", unit: "sandboxes" }, ask, TODAY);
    expect(request).toMatchObject({ name: "x", unit: "sandboxes", key: undefined, email: undefined });
    expect(questions).toEqual([]);
  });

  test("asks for required tags that the unit does not bring", async () => {
    const strict = organizationOf(
      exampleConfig({ requiredAccountTags: ["cost-centre", "environment", "data"] }),
      undefined,
    );
    const known = { ...NOTHING, name: "x", unit: "development", tags: { data: "none" } };
    expect((await askForRequest(strict, known, answering().ask, TODAY)).tags).toEqual({ data: "none" });
    const { ask, questions } = answering("test");
    expect((await askForRequest(strict, { ...known, unit: "sandboxes" }, ask, TODAY)).tags).toEqual({
      data: "none",
      environment: "test",
    });
    expect(questions).toEqual(["Tag environment: "]);
  });
});

describe("where accounts are described, of kinds, and have to end", () => {
  const config = exampleConfig({
    accountMetadata: {
      owner: { kind: "email" },
      "data-class": { values: ["public", "internal"], description: "the most secret data in it" },
      "reviewed-on": { kind: "date", optional: true },
    },
    accountKinds: { trial: { expireWithinDays: 30, tags: { "data-class": "public" } }, team: {} },
  });
  const demanding = organizationOf(config, undefined);
  const named = { ...NOTHING, name: "x", unit: "sandboxes" };

  test("asks for what accountMetadata demands and nothing that is optional", async () => {
    const { ask, questions } = answering("", "team@acme.example", "interal", "internal");
    expect(await askForRequest(demanding, named, ask, TODAY)).toMatchObject({
      owner: "team@acme.example",
      expires: undefined,
      tags: { "data-class": "internal" },
    });
    expect(questions).toEqual([
      "Owner, an e-mail address: ",
      "An answer is needed.\nOwner, an e-mail address: ",
      "Tag data-class, the most secret data in it (public, internal): ",
      'Did you mean "internal"?\nTag data-class, the most secret data in it (public, internal): ',
    ]);
  });

  test("proposes the latest last day, and does not ask for tags of the kind", async () => {
    const known = { ...named, kind: "trial", owner: "team@acme.example" };
    const { ask, questions } = answering("2026-02-30", "2027-01-01", "");
    expect(await askForRequest(demanding, known, ask, TODAY)).toMatchObject({ expires: "2026-12-22", tags: {} });
    expect(questions).toEqual([
      "Last day, YYYY-MM-DD [2026-12-22]: ",
      "Write a day of the calendar.\nLast day, YYYY-MM-DD [2026-12-22]: ",
      "The latest day here is 2026-12-22.\nLast day, YYYY-MM-DD [2026-12-22]: ",
    ]);
  });

  test("asks for the kind on the whole way through", async () => {
    const known = { ...named, name: undefined, key: "x", email: "x@acme.example", owner: "team@acme.example" };
    const { ask, questions } = answering("x", "tria", "trial", "2026-12-01");
    expect(await askForRequest(demanding, known, ask, TODAY)).toMatchObject({ kind: "trial", expires: "2026-12-01" });
    expect(questions[1]).toBe("Kind, one of trial, team (empty for none): ");
    expect(questions[2]).toMatch(/^Did you mean "trial"\?\nKind/);
  });
});

test("askForReason asks until there is one", async () => {
  expect(await askForReason(answering("", "sold").ask)).toBe("sold");
});
