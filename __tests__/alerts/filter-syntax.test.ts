import { describe, expect, test } from "@jest/globals";
import type { EventValue } from "../../alerts/event-pattern";
import { metricFilters } from "../../alerts/metrics";
import { acceptedFilter, FilterSyntaxError, matchesFilter, parseFilter } from "../../alerts/metrics/filter-syntax";
import { METRIC_ALERT_IDS } from "../../catalogue/alerts";

const name = { kind: "comparison", selector: ["name"], operator: "=", value: { kind: "text", text: "a" } };
const other = { ...name, selector: ["other"] };
const third = { ...name, selector: ["third"] };

describe("a pattern is parsed", () => {
  test.each<[string, unknown]>([
    ["{ $.name = a }", name],
    ['{$.name="a"}', name],
    ["{ ($.name = a) }", name],
    ["{ (($.name = a)) }", name],
    ["{ $.name = a && $.other = a }", { kind: "all", of: [name, other] }],
    ["{ $.name = a || $.other = a || $.third = a }", { kind: "any", of: [name, other, third] }],
    ["{ $.name = a || $.other = a && $.third = a }", { kind: "any", of: [name, { kind: "all", of: [other, third] }] }],
    [
      "{ ($.name = a || $.other = a) && $.third = a }",
      { kind: "all", of: [{ kind: "any", of: [name, other] }, third] },
    ],
    [
      "{ $.list[0].id != x* }",
      { kind: "comparison", selector: ["list", 0, "id"], operator: "!=", value: { kind: "text", text: "x*" } },
    ],
    [
      "{ $.size >= 1.5e3 }",
      { kind: "comparison", selector: ["size"], operator: ">=", value: { kind: "number", number: 1500 } },
    ],
    [
      '{ $.code = "404" }',
      { kind: "comparison", selector: ["code"], operator: "=", value: { kind: "text", text: "404" } },
    ],
    ["{ $.a NOT EXISTS }", { kind: "not-exists", selector: ["a"] }],
    ["{ $.a IS NULL }", { kind: "is", selector: ["a"], value: null }],
    ["{ $.a IS FALSE }", { kind: "is", selector: ["a"], value: false }],
  ])("%s", (pattern, expected) => {
    expect(parseFilter(pattern)).toEqual(expected);
  });
});

describe("a pattern that is none is refused, with the place", () => {
  test.each([
    ["", "a JSON filter begins with {, but here is the end, at character 1 of "],
    ["ERROR", "a JSON filter begins with {, but here is ERROR, at character 1 of ERROR"],
    ["{ }", "a condition begins with a selector such as $.eventName, but here is }, at character 3 of { }"],
    ["{ $.a = b", "a JSON filter ends with }, but here is the end, at character 10 of { $.a = b"],
    ["{ $.a = b } c", "nothing follows the }, but here is c, at character 13 of { $.a = b } c"],
    ["{ ($.a = b }", "the parenthesis is not closed, but here is }, at character 12 of { ($.a = b }"],
    ["{ $.a = b) }", "a JSON filter ends with }, but here is ), at character 10 of { $.a = b) }"],
    ["{ $.a = }", "after an operator comes a value, but here is }, at character 9 of { $.a = }"],
    ["{ $.a }", "after a selector comes an operator, IS or NOT EXISTS, but here is }, at character 7 of { $.a }"],
    [
      "{ a = $.b }",
      "a condition begins with a selector such as $.eventName, but here is a, at character 3 of { a = $.b }",
    ],
    ["{ $.a LIKE b }", "LIKE is no operator: write =, !=, <, >, IS or NOT EXISTS, at character 7 of { $.a LIKE b }"],
    ["{ $.a NOT NULL }", "NOT is no operator: write =, !=, <, >, IS or NOT EXISTS, at character 7 of { $.a NOT NULL }"],
    ["{ $.a IS MISSING }", "MISSING is not TRUE, FALSE or NULL, at character 10 of { $.a IS MISSING }"],
    ["{ $.a < b }", "< compares with a number, at character 7 of { $.a < b }"],
    ["{ $.a = b & $.c = d }", '"&" begins nothing that a filter may contain, at character 11 of { $.a = b & $.c = d }'],
    ["{ $.a = %b% }", '"%" begins nothing that a filter may contain, at character 9 of { $.a = %b% }'],
    ["{ $.a[*] = b }", "[*] is no operator: write =, !=, <, >, IS or NOT EXISTS, at character 6 of { $.a[*] = b }"],
  ])("%j", (pattern, message) => {
    expect(() => parseFilter(pattern)).toThrow(FilterSyntaxError);
    expect(() => parseFilter(pattern)).toThrow(message);
    expect(() => acceptedFilter(pattern)).toThrow(message);
  });
});

const EVENT: EventValue = {
  eventName: "StopLogging",
  errorCode: "Client.UnauthorizedOperation",
  count: 3,
  version: "7",
  readOnly: false,
  nothing: null,
  parameters: { names: ["first", "second"], "with-hyphen": "x" },
};

describe("an event is counted", () => {
  test.each([
    ["{ $.eventName = StopLogging }", true],
    ["{ $.eventName = stopLogging }", false],
    ["{ $.eventName = Stop }", false],
    ["{ $.eventName = Stop* }", true],
    ['{ $.eventName = "*Logging" }', true],
    ['{ $.eventName = "*Logg" }', false],
    ['{ $.errorCode = "Client.Unauthorized*" }', true],
    ['{ $.errorCode = "ClientxUnauthorized*" }', false],
    ["{ $.eventName != StartLogging }", true],
    ["{ $.eventName != StopLogging }", false],
    ["{ $.missing != StopLogging }", false],
    ["{ $.missing = StopLogging }", false],
    ["{ $.missing NOT EXISTS }", true],
    ["{ $.nothing NOT EXISTS }", false],
    ["{ $.parameters.names[2] NOT EXISTS }", true],
    ["{ $.parameters.names[1] = second }", true],
    ["{ $.parameters.names = second }", false],
    ["{ $.parameters[0] NOT EXISTS }", true],
    ["{ $.parameters.with-hyphen = x }", true],
    ["{ $.eventName.deeper NOT EXISTS }", true],
    ["{ $.nothing.deeper NOT EXISTS }", true],
    ["{ $.nothing IS NULL }", true],
    ["{ $.missing IS NULL }", false],
    ["{ $.readOnly IS FALSE }", true],
    ["{ $.readOnly IS TRUE }", false],
    ["{ $.missing IS FALSE }", false],
    ["{ $.count = 3 }", true],
    ["{ $.count = 3.0 }", true],
    ['{ $.count = "3" }', false],
    ["{ $.version = 7 }", true],
    ["{ $.count != 3 }", false],
    ["{ $.count > 2 }", true],
    ["{ $.count > 3 }", false],
    ["{ $.count >= 3 }", true],
    ["{ $.count < 4 }", true],
    ["{ $.count <= 2 }", false],
    ["{ $.eventName > 2 }", false],
    ["{ $.count = 3 && $.eventName = x }", false],
    ["{ $.count = 3 || $.eventName = x }", true],
    ["{ $.count = 3 || $.count = 4 && $.eventName = x }", true],
    ["{ ($.count = 3 || $.count = 4) && $.eventName = x }", false],
  ])("%s: %s", (pattern, expected) => {
    expect(matchesFilter(parseFilter(pattern), EVENT)).toBe(expected);
  });
});

test.each(METRIC_ALERT_IDS)("the filter of %s is one that CloudWatch Logs accepts", (alert) => {
  const filters = metricFilters({
    name: "acme",
    partition: "aws",
    homeRegion: "eu-central-1",
    managementAccount: { id: "111111111111", name: "acme-management", email: "aws+management@acme.example" },
  });
  expect(parseFilter(filters[alert])).toHaveProperty("kind");
  expect(matchesFilter(parseFilter(filters[alert]), {})).toBe(false);
});
