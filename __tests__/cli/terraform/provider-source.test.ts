import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { chooseProviderSource } from "../../../cli/terraform/cli-configuration";
import { findProviderMirror } from "../../../cli/terraform/provider-mirror";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "rootstock-mirror-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const UNPACKED = "registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64/provider";

function write(file: string, text = ""): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

describe("findProviderMirror", () => {
  const find = (environment: Record<string, string> = {}, product: "terraform" | "opentofu" = "terraform") => {
    const search = { environment, product, home: path.join(root, "home"), platform: "linux_amd64" };
    const found = findProviderMirror({ ...search, roots: [path.join(root, "opt")] });
    return found === undefined ? undefined : path.relative(root, found);
  };

  test.each<[string, string[], string | undefined]>([
    ["nothing", [], undefined],
    ["an unpacked mirror below /opt", [`opt/terraform-providers/${UNPACKED}`], "opt/terraform-providers"],
    ["one three levels down", [`opt/a/b/c/${UNPACKED}`], "opt/a/b/c"],
    ["one too deep", [`opt/a/b/c/d/${UNPACKED}`], undefined],
    [
      "a packed mirror",
      ["opt/m/registry.terraform.io/hashicorp/aws/terraform-provider-aws_6.2.0_linux_amd64.zip"],
      "opt/m",
    ],
    ["another platform", ["opt/m/registry.terraform.io/hashicorp/aws/5.100.0/darwin_arm64/provider"], undefined],
    ["too old", ["opt/m/registry.terraform.io/hashicorp/aws/5.99.1/linux_amd64/provider"], undefined],
    ["too new", ["opt/m/registry.terraform.io/hashicorp/aws/7.0.0/linux_amd64/provider"], undefined],
    ["another registry", ["opt/m/registry.opentofu.org/hashicorp/aws/6.0.0/linux_amd64/provider"], undefined],
    [
      "an implied directory before /opt",
      [`opt/m/${UNPACKED}`, `home/.terraform.d/plugins/${UNPACKED}`],
      "home/.terraform.d/plugins",
    ],
    [
      "an implied directory of XDG",
      [`home/.local/share/terraform/plugins/${UNPACKED}`],
      "home/.local/share/terraform/plugins",
    ],
  ])("%s", (_, files, expected) => {
    for (const file of files) write(file);
    expect(find({ XDG_DATA_DIRS: path.join(root, "none") })).toBe(expected);
  });

  test("OpenTofu has a registry of its own", () => {
    write("opt/m/registry.opentofu.org/hashicorp/aws/6.0.0/linux_amd64/provider");
    expect(find({}, "opentofu")).toBe("opt/m");
  });

  test("TF_PLUGIN_MIRROR_DIR comes first", () => {
    write(`opt/m/${UNPACKED}`);
    write(`mine/${UNPACKED}`);
    expect(find({ TF_PLUGIN_MIRROR_DIR: path.join(root, "mine") })).toBe("mine");
  });

  test("TF_PLUGIN_MIRROR_DIR without a provider is refused", () => {
    write(`opt/m/${UNPACKED}`);
    expect(() => find({ TF_PLUGIN_MIRROR_DIR: path.join(root, "mine") })).toThrow(/TF_PLUGIN_MIRROR_DIR names .*mine/);
  });
});

describe("chooseProviderSource", () => {
  const OWN = "provider_installation {\n  direct {}\n}\n";

  /** Answers with the mirror, and with the CLI configuration that a child process would read. */
  const choose = (environment: Record<string, string>) => {
    mkdirSync(path.join(root, "work"), { recursive: true });
    const named = Object.entries(environment).map(([name, file]) => [name, path.join(root, file)]);
    const source = chooseProviderSource({
      environment: { XDG_DATA_DIRS: path.join(root, "none"), ...Object.fromEntries(named) },
      product: "terraform",
      directory: path.join(root, "work"),
      home: path.join(root, "home"),
      roots: [path.join(root, "opt")],
    });
    const file = source.environment.TF_CLI_CONFIG_FILE;
    return { mirror: source.mirror, file, text: file === undefined ? undefined : readFileSync(file, "utf8") };
  };
  const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
  const mirrored = `registry.terraform.io/hashicorp/aws/5.100.0/${platform}/provider`;

  test("without a mirror and without a configuration nothing is changed", () => {
    expect(choose({})).toEqual({ mirror: undefined, file: undefined, text: undefined });
  });

  test("a configuration that does not exist is replaced by an empty one", () => {
    expect(choose({ TF_CLI_CONFIG_FILE: "missing" })).toMatchObject({ mirror: undefined, text: "" });
  });

  test("a mirror is used where the configuration does not exist", () => {
    write(`opt/m/${mirrored}`);
    const { mirror, text } = choose({ TF_CLI_CONFIG_FILE: "missing" });
    expect(mirror).toBe(path.join(root, "opt/m"));
    expect(text).toContain(`path    = "${mirror}"`);
  });

  test("a configuration that says where providers come from is left alone", () => {
    write(`opt/m/${mirrored}`);
    write("home/.terraformrc", OWN);
    write("own.rc", OWN);
    expect(choose({})).toEqual({ mirror: undefined, file: undefined, text: undefined });
    expect(choose({ TF_CLI_CONFIG_FILE: "own.rc" })).toMatchObject({ mirror: undefined, text: OWN });
  });

  test("any other configuration is kept beside the mirror", () => {
    write(`opt/m/${mirrored}`);
    write("home/.terraformrc", 'credentials "app.terraform.io" {}\n');
    const { text } = choose({});
    expect(text).toMatch(/^credentials "app\.terraform\.io" \{\}/);
    expect(text).toContain("filesystem_mirror");
  });

  test("TF_PLUGIN_MIRROR_DIR overrules a configuration", () => {
    write(`mine/${mirrored}`);
    write("own.rc", OWN);
    const { mirror, text } = choose({ TF_CLI_CONFIG_FILE: "own.rc", TF_PLUGIN_MIRROR_DIR: "mine" });
    expect(mirror).toBe(path.join(root, "mine"));
    expect(text?.match(/provider_installation/g)).toHaveLength(1);
  });
});
