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

  test.each(["PATH", "HOME", "TF_CLI_CONFIG_FILE", "TF_PLUGIN_CACHE_DIR", "TF_TOKEN_app_terraform_io", "AWS_PROFILE"])(
    "%s is kept",
    (name) => {
      expect(terraformEnvironment({ [name]: "x" })).toHaveProperty(name, "x");
    },
  );

  test("a variable that is meant to come from the shell is kept, and no other", () => {
    const own = { TF_VAR_pager_url: "https://pager.example/1", TF_VAR_pager_url2: "x" };
    const kept = terraformEnvironment(own, ["pager_url"]);
    expect(kept).toMatchObject({ TF_VAR_pager_url: "https://pager.example/1" });
    expect(kept).not.toHaveProperty("TF_VAR_pager_url2");
  });

  test("no version check goes out", () => {
    expect(terraformEnvironment({ CHECKPOINT_DISABLE: "" })).toMatchObject({ CHECKPOINT_DISABLE: "1" });
  });
});
