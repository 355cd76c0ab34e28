import { describe, expect, test } from "@jest/globals";
import { formatGithub } from "../../../cli/problem-formats/github";
import { AWKWARD, REPORT, SOUND } from "./reports";

describe("formatGithub", () => {
  test("writes one command a line, errors before notices", () => {
    expect(formatGithub(REPORT).split("\n")).toEqual([
      "::error file=config/my organization%2Ca%3Ab.ts,line=12,col=7,title=account-email-unique::" +
        'organizationalUnits.prod.accounts["shop-prod"].email: a 100%25 "awkward" message: with, a comma%0Aand a line' +
        "%0AUse <another> & address.",
      "::error title=contacts-distinct::alerting.recipients.page[0]: the recipient is empty%0AWrite an address.",
      "::notice file=config/organization.ts,line=3,col=1,title=deny-root-enforced::" +
        "denyRoot.mode: deny-root is observed only%0AEnforce it.",
      "",
    ]);
  });

  test.each<[text: string, data: string, property: string]>([
    ["%", "%25", "%25"],
    ["%0A", "%250A", "%250A"],
    ["\r\n", "%0D%0A", "%0D%0A"],
    ["a:b,c", "a:b,c", "a%3Ab%2Cc"],
    ["::set-env::", "::set-env::", "%3A%3Aset-env%3A%3A"],
  ])("escapes %j", (text, data, property) => {
    const [line] = formatGithub({ ...SOUND, problems: [{ ...AWKWARD, rule: text, path: ["a"], message: text }] }).split(
      "\n",
    );
    expect(line).toMatch(/^::error /);
    expect(line).toContain(`,title=${property}::a: ${data}%0A`);
  });

  test("writes nothing when there is nothing to say", () => {
    expect(formatGithub(SOUND)).toBe("");
  });
});
