import { describe, expect, test } from "@jest/globals";
import { describeDiagnostic, parseEvent, reportOf, type TerraformEvent } from "../../../cli/terraform/terraform-events";

/** Lines as Terraform 1.11 prints them, shortened. */
const LINES = {
  version: '{"@level":"info","@message":"Terraform 1.11.4","terraform":"1.11.4","type":"version","ui":"1.2"}',
  planned:
    '{"@level":"info","change":{"resource":{"addr":"terraform_data.a","resource_key":null},"action":"create"},"type":"planned_change"}',
  moved:
    '{"change":{"resource":{"addr":"aws_x.new"},"previous_resource":{"addr":"aws_x.old"},"action":"move"},"type":"planned_change"}',
  planSummary:
    '{"changes":{"add":3,"change":1,"import":0,"remove":2,"operation":"plan"},"type":"change_summary","@message":"Plan"}',
  applySummary: '{"changes":{"add":3,"change":0,"import":1,"remove":0,"operation":"apply"},"type":"change_summary"}',
  applied: '{"hook":{"resource":{"addr":"terraform_data.a"},"action":"create"},"type":"apply_complete"}',
  error:
    '{"@level":"error","diagnostic":{"severity":"error","summary":"Instance cannot be destroyed","detail":"Resource aws_x.y has lifecycle.prevent_destroy set, but"},"type":"diagnostic"}',
  warning:
    '{"diagnostic":{"severity":"warning","summary":"Deprecated","detail":"","address":"aws_x.y"},"type":"diagnostic"}',
};

describe("parseEvent", () => {
  test.each<[string, string, TerraformEvent | undefined]>([
    ["a version line says nothing needed", LINES.version, undefined],
    ["text that is no JSON", "Error: something", undefined],
    ["JSON that is no object", "7", undefined],
    [
      "a planned change",
      LINES.planned,
      { kind: "planned", change: { address: "terraform_data.a", action: "create", previousAddress: undefined } },
    ],
    [
      "a planned move",
      LINES.moved,
      { kind: "planned", change: { address: "aws_x.new", action: "move", previousAddress: "aws_x.old" } },
    ],
    ["a summary", LINES.planSummary, { kind: "summary", counts: { add: 3, change: 1, destroy: 2, import: 0 } }],
    ["an applied resource", LINES.applied, { kind: "applied", address: "terraform_data.a" }],
    [
      "a warning",
      LINES.warning,
      {
        kind: "diagnostic",
        diagnostic: { severity: "warning", summary: "Deprecated", detail: "", address: "aws_x.y" },
      },
    ],
  ])("%s", (_, line, event) => {
    expect(parseEvent(line)).toEqual(event);
  });
});

test("a report keeps the last summary and sorts the diagnostics", () => {
  const events = Object.values(LINES).flatMap((line) => parseEvent(line) ?? []);
  const report = reportOf(events);
  expect(report.counts).toEqual({ add: 3, change: 0, destroy: 0, import: 1 });
  expect(report.errors.map(({ summary }) => summary)).toEqual(["Instance cannot be destroyed"]);
  expect(report.warnings.map(({ summary }) => summary)).toEqual(["Deprecated"]);
  expect(report.planned.map(({ action }) => action)).toEqual(["create", "move"]);
});

describe("describeDiagnostic", () => {
  test.each([
    [{ summary: "It broke.", detail: "", address: undefined }, "It broke"],
    [{ summary: "It broke\nat length", detail: "", address: "aws_x.y" }, "It broke (aws_x.y)"],
    [{ summary: "creating aws_x.y: no", detail: "", address: "aws_x.y" }, "creating aws_x.y: no"],
    [
      {
        summary: "Instance cannot be destroyed",
        detail: "Resource aws_x.y has lifecycle.prevent_destroy set",
        address: undefined,
      },
      "Instance cannot be destroyed (aws_x.y)",
    ],
  ])("%j", (diagnostic, text) => {
    expect(describeDiagnostic({ severity: "error", ...diagnostic })).toBe(text);
  });
});
