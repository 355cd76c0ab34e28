import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { checkedBinary, findTerraform } from "../../../cli/terraform/terraform-binary";

describe("checkedBinary", () => {
  test.each([
    ["Terraform v1.11.4\non linux_amd64\n", { product: "terraform", version: "1.11.4" }],
    ["Terraform v1.11.0\n", { product: "terraform", version: "1.11.0" }],
    ["Warning: something\n\nTerraform v2.0.0-beta1\n", { product: "terraform", version: "2.0.0-beta1" }],
    ["OpenTofu v1.10.0\non darwin_arm64\n", { product: "opentofu", version: "1.10.0" }],
  ])("%j is accepted", (text, expected) => {
    expect(checkedBinary("/bin/terraform", text)).toMatchObject(expected);
  });

  test.each([
    ["Terraform v1.10.5\n", "Terraform 1.10.5 at /bin/terraform is too old: the stacks need 1.11.0 or newer"],
    ["Terraform v0.99.0\n", "Terraform 0.99.0 at /bin/terraform is too old: the stacks need 1.11.0 or newer"],
    ["OpenTofu v1.9.9\n", "OpenTofu 1.9.9 at /bin/terraform is too old: the stacks need 1.10.0 or newer"],
    ["busybox\n", "/bin/terraform does not say which version of Terraform or OpenTofu it is"],
  ])("%j is refused", (text, message) => {
    expect(() => checkedBinary("/bin/terraform", text)).toThrow(message);
  });
});

describe("findTerraform", () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), "rootstock-binary-"));
  const program = (name: string, says: string): void => {
    writeFileSync(path.join(directory, name), `#!/bin/sh\necho '${says}'\n`);
    chmodSync(path.join(directory, name), 0o755);
  };
  program("tofu", "OpenTofu v1.10.3");
  program("my-terraform", "Terraform v1.12.1");
  program("old-terraform", "Terraform v1.5.7");
  writeFileSync(path.join(directory, "terraform"), "no program");
  afterAll(() => rmSync(directory, { recursive: true }));

  test.each([
    ["tofu where terraform is no program", {}, "OpenTofu", "1.10.3"],
    ["the one that is named", { TERRAFORM_BINARY_NAME: "my-terraform" }, "Terraform", "1.12.1"],
    ["one named by its path", { TERRAFORM_BINARY_NAME: path.join(directory, "my-terraform") }, "Terraform", "1.12.1"],
  ])("takes %s", async (_, environment, title, version) => {
    expect(await findTerraform({ PATH: directory, ...environment })).toMatchObject({ title, version });
  });

  test.each([
    ["nothing on the PATH", { PATH: "" }, "Neither terraform nor tofu is on the PATH"],
    [
      "a name that is not there",
      { PATH: directory, TERRAFORM_BINARY_NAME: "terafrom" },
      "terafrom, which TERRAFORM_BINARY_NAME names",
    ],
    ["one that is too old", { PATH: directory, TERRAFORM_BINARY_NAME: "old-terraform" }, "1.5.7"],
  ])("refuses %s", async (_, environment, message) => {
    await expect(findTerraform(environment)).rejects.toThrow(message);
  });
});
