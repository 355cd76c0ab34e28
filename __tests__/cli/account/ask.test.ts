import { describe, expect, test } from "@jest/globals";
import { askForReason, askForRequest, type PartialRequest } from "../../../cli/account/ask";
import { organizationOf } from "../../../cli/account/organization";
import { exampleConfig } from "../../support/example-config";

const NOTHING: PartialRequest = {
  name: undefined,
  unit: undefined,
  key: undefined,
  email: undefined,
  owner: undefined,
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
    expect(await askForRequest(organization, NOTHING, ask)).toEqual({
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
    const request = await askForRequest(organization, { ...NOTHING, name: "x", unit: "sandboxes" }, ask);
    expect(request).toMatchObject({ name: "x", unit: "sandboxes", key: undefined, email: undefined });
    expect(questions).toEqual([]);
  });

  test("asks for required tags that the unit does not bring", async () => {
    const strict = organizationOf(
      exampleConfig({ requiredAccountTags: ["cost-centre", "environment", "data"] }),
      undefined,
    );
    const known = { ...NOTHING, name: "x", unit: "development", tags: { data: "none" } };
    expect((await askForRequest(strict, known, answering().ask)).tags).toEqual({ data: "none" });
    const { ask, questions } = answering("test");
    expect((await askForRequest(strict, { ...known, unit: "sandboxes" }, ask)).tags).toEqual({
      data: "none",
      environment: "test",
    });
    expect(questions).toEqual(["Tag environment: "]);
  });
});

test("askForReason asks until there is one", async () => {
  expect(await askForReason(answering("", "sold").ask)).toBe("sold");
});
