import path from "node:path";
import { expect, test } from "@jest/globals";
import { explainFailure } from "../../../cli/terraform/explain-failure";
import { TerraformFailure } from "../../../cli/terraform/terraform-run";

const STACK = { name: "accounts-1", directory: path.join(process.cwd(), "cdktf.out", "stacks", "accounts-1") };

/** Of Terraform 1.11 with the S3 backend. */
const LOCKED = `Error message: operation error S3: PutObject, https response error StatusCode: 412
Lock Info:
  ID:        5d4f9e8c-2c6b-0d6e-9a6f-0c8f6a3c8d11
  Path:      acme-terraform-states/acme/accounts-1.tfstate
  Operation: OperationTypeApply
  Who:       runner@build-7
  Version:   1.11.4
  Created:   2026-07-01 12:00:00.123 +0000 UTC
  Info:      `;

function failure(summary: string, detail = ""): TerraformFailure {
  return new TerraformFailure("Terraform apply failed", "See its report.", [
    { severity: "error", summary, detail, address: undefined },
  ]);
}

test.each([
  ["Saved plan is stale", "The state of the stack accounts-1 changed after the plan was made", /Plan again.*--resume/],
  [
    "Saved plan does not match the given state",
    "The state of the stack accounts-1 changed after the plan was made",
    /Plan again/,
  ],
])("%s", (summary, message, remedy) => {
  expect(explainFailure(failure(summary), STACK)).toMatchObject({ message, remedy: expect.stringMatching(remedy) });
});

test("a lock is told with who holds it and how it is released", () => {
  expect(explainFailure(failure("Error acquiring the state lock", LOCKED), STACK)).toMatchObject({
    message: "The state of the stack accounts-1 is locked by runner@build-7 since 2026-07-01 12:00:00.123 +0000 UTC",
    remedy: expect.stringContaining(
      "terraform -chdir=cdktf.out/stacks/accounts-1 force-unlock 5d4f9e8c-2c6b-0d6e-9a6f-0c8f6a3c8d11",
    ),
  });
});

test("a lock that tells nothing is told, too", () => {
  expect(explainFailure(failure("Error acquiring the state lock"), STACK)).toMatchObject({
    message: "The state of the stack accounts-1 is locked by somebody",
    remedy: expect.stringContaining("force-unlock ID"),
  });
});

test.each([failure("AccessDenied"), new Error("a bug"), undefined])("anything else stays as it is", (error) => {
  expect(explainFailure(error, STACK)).toBe(error);
});
