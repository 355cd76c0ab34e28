import { expect, test } from "@jest/globals";
import { ROOT_MECHANISM_IDS } from "../../catalogue/root-mechanisms";
import { captured } from "./captured";

test("report prints an answer for each mechanism and account, and 1 while one is not configured", async () => {
  const { code, stdout } = await captured(["report", "--json"]);
  const answers: readonly { readonly status: string }[] = JSON.parse(stdout);
  expect(answers.length % ROOT_MECHANISM_IDS.length).toBe(0);
  expect(code).toBe(answers.some(({ status }) => status === "not-configured") ? 1 : 0);
});

test("report prints Markdown, the estimate of the cost at its end", async () => {
  const { stdout } = await captured(["report"]);
  expect(stdout).toMatch(/^# Posture\n/);
  expect(stdout).toMatch(/\n## Monthly cost\n\n```text\nEstimate of the monthly cost/);
});
