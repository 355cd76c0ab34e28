import { describe, expect, test } from "@jest/globals";
import { formatSarif } from "../../../cli/problem-formats/sarif";
import { AWKWARD, PLACELESS, REPORT, SOUND } from "./reports";

describe("formatSarif", () => {
  const document = JSON.parse(formatSarif(REPORT));
  const [run] = document.runs;

  test("is a SARIF 2.1.0 log with one run", () => {
    expect(document).toMatchObject({ $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0" });
    expect(document.runs).toHaveLength(1);
    expect(run.tool.driver.name).toBe("Rootstock");
    expect(run.columnKind).toBe("utf16CodeUnits");
  });

  test("lists every rule once, with a help text, also one that is in no list", () => {
    expect(
      run.tool.driver.rules.map(({ id, help }: { id: string; help: { text: string } }) => [id, help.text]),
    ).toEqual([
      ["account-email-unique", "No two accounts share an address."],
      ["contacts-distinct", "The three contacts differ."],
      ["deny-root-enforced", "Enforce it."],
    ]);
  });

  test("points each result at its rule", () => {
    const rules = run.results.map((result: { ruleId: string; ruleIndex: number }) => [
      result.ruleId,
      run.tool.driver.rules[result.ruleIndex].id,
    ]);
    expect(rules).toEqual([
      ["account-email-unique", "account-email-unique"],
      ["contacts-distinct", "contacts-distinct"],
      ["deny-root-enforced", "deny-root-enforced"],
    ]);
  });

  test("says where, as a URI and a region", () => {
    expect(run.results[0]).toMatchObject({
      level: "error",
      message: { text: expect.stringContaining(AWKWARD.remedy) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "config/my%20organization%2Ca%3Ab.ts" },
            region: { startLine: 12, startColumn: 7 },
          },
          logicalLocations: [{ fullyQualifiedName: 'organizationalUnits.prod.accounts["shop-prod"].email' }],
        },
      ],
    });
  });

  test("leaves the file out of a result without a place", () => {
    expect(run.results[1].locations).toEqual([
      { logicalLocations: [{ fullyQualifiedName: "alerting.recipients.page[0]" }] },
    ]);
  });

  test("writes notices as notes", () => {
    expect(run.results[2]).toMatchObject({ ruleId: "deny-root-enforced", level: "note" });
  });

  test("writes a file outside the checkout as an absolute URI", () => {
    const elsewhere = { ...PLACELESS, location: { file: "/else where/a.ts", line: 1, column: 1 } };
    const [result] = JSON.parse(formatSarif({ ...SOUND, problems: [elsewhere] })).runs[0].results;
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe("file:///else%20where/a.ts");
  });

  test("has no results when there is nothing to say", () => {
    expect(JSON.parse(formatSarif(SOUND)).runs[0].results).toEqual([]);
  });
});
