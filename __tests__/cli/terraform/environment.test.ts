import { describe, expect, test } from "@jest/globals";
import { terraformEnvironment } from "../../../cli/terraform/environment";

describe("terraformEnvironment", () => {
  test.each([
    "TF_CLI_ARGS",
    "TF_CLI_ARGS_plan",
    "TF_VAR_x",
    "TF_WORKSPACE",
    "TF_DATA_DIR",
    "TF_LOG",
    "TF_REATTACH_PROVIDERS",
  ])("%s of the caller's shell is left out", (name) => {
    expect(terraformEnvironment({ [name]: "x" })).not.toHaveProperty(name);
  });

  test.each(["PATH", "HOME", "TF_CLI_CONFIG_FILE", "TF_PLUGIN_CACHE_DIR", "AWS_PROFILE"])("%s is kept", (name) => {
    expect(terraformEnvironment({ [name]: "x" })).toHaveProperty(name, "x");
  });

  test("no version check goes out", () => {
    expect(terraformEnvironment({ CHECKPOINT_DISABLE: "" })).toMatchObject({ CHECKPOINT_DISABLE: "1" });
  });
});
