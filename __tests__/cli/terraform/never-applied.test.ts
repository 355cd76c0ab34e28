import { describe, expect, test } from "@jest/globals";
import { neverApplied } from "../../../cli/terraform/never-applied";
import type { Diagnostic } from "../../../cli/terraform/terraform-events";
import { diagnostic } from "../../support/diagnostic";

describe("neverApplied", () => {
  const noState = diagnostic({
    summary: "Unable to find remote state",
    address: "data.terraform_remote_state.organization",
  });
  const noValue = diagnostic({
    summary: "Unsupported attribute",
    code: '"target_id": "${data.terraform_remote_state.accounts-1.outputs.account_id_shop-test}"',
  });
  test.each<[string, readonly Diagnostic[], readonly string[]]>([
    ["a state that is not there", [noState], ["organization"]],
    ["a value that a state lacks", [noValue], ["accounts-1"]],
    ["both, and one of them twice", [noState, noValue, noValue], ["accounts-1", "organization"]],
    ["one of them beside something else", [noState, diagnostic({ summary: "AccessDenied" })], []],
    ["an attribute of something else", [diagnostic({ summary: "Unsupported attribute", code: "aws_x.y.z" })], []],
    ["no errors", [], []],
  ])("%s", (_, errors, stacks) => {
    expect(neverApplied(errors)).toEqual(stacks);
  });
});
