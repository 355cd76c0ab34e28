import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { inputTypes, writeInputTypes } from "../../../cli/modules/input-types";
import { moduleCatalogue } from "../../../cli/modules/module-catalogue";
import { readModules } from "../../../cli/modules/read-modules";
import { fetchingProgram } from "../../../cli/modules/remote-modules";
import { type Synthesis, synthesize } from "../../../cli/synthesize";
import { affectedStacks, readTerraformJson } from "../../../cli/terraform/terraform-json";
import type { LandingZoneConfig } from "../../../model/config";
import type { BrokenModule, ReadableModule } from "../../../model/module-catalogue";
import { minimalConfig } from "../../support/example-config";
import { readableModule } from "../../support/module-catalogue";

let project = "";
const at = (...names: readonly string[]): string => path.join(project, ...names);

beforeEach(() => {
  project = mkdtempSync(path.join(tmpdir(), "rootstock-catalogue-"));
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

function write(name: string, text: string): void {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
}

const lists = (...terraformModules: readonly object[]): void =>
  write("cdktf.json", JSON.stringify({ terraformModules }));

// JSON is read without the parser of HCL, which takes a while to start.
const QUEUE = { variable: { name: { type: "string" }, days: { type: "number", default: 4 } } };

describe("cdktf.json", () => {
  test.each([
    ["is no JSON", "{", /cannot be read/],
    ["has no list", '{"terraformModules": {}}', /terraformModules is not a list/],
    ["has a text for a module", '{"terraformModules": ["./modules/queue"]}', /entry 1 of terraformModules/],
    ["has a module without a source", '{"terraformModules": [{"name": "queue"}]}', /entry 1 of terraformModules/],
    ["has a name that is no directory", '{"terraformModules": [{"name": "../q", "source": "./q"}]}', /entry 1/],
    ["has a version that is none", '{"terraformModules": [{"name": "q", "source": "a/b/c", "version": 1}]}', /entry 1/],
    [
      "has two modules of one name",
      '{"terraformModules": [{"name": "q", "source": "./q"}, {"name": "q", "source": "./r"}]}',
      /two modules are called "q"/,
    ],
  ])("that %s is a failure with a remedy", (_, text, message) => {
    write("cdktf.json", text);
    expect(() => moduleCatalogue(at("organization.ts")).names).toThrow(
      expect.objectContaining({ message: expect.stringMatching(message), remedy: expect.stringMatching(/\.$/) }),
    );
  });

  test("above the configuration counts, and nothing is read before it is asked for", () => {
    write("cdktf.json", "{");
    const catalogue = moduleCatalogue(at("config", "organization.ts"));
    lists();
    expect(catalogue.names).toEqual([]);
  });
});

describe("a listed module", () => {
  test.each<[string, object, RegExp]>([
    [
      "whose directory is missing",
      { source: "./modules/queue" },
      /should be in \.\/modules\/queue, which is no directory/,
    ],
    ["of a registry, without a version", { source: "acme/queue/aws" }, /is not pinned/],
    ["of a registry, with a range", { source: "acme/queue/aws", version: "~> 5.0" }, /is not pinned/],
    ["of another registry, with a range", { source: "app.example/acme/queue/aws", version: ">= 1" }, /is not pinned/],
    ["of Git, without a commit", { source: "git::https://git.example/queue.git" }, /is not pinned/],
    ["of a registry, not fetched yet", { source: "acme/queue/aws", version: "5.1.2" }, /has not been fetched/],
    ["of Git, not fetched yet", { source: "git::https://git.example/queue.git?ref=v1" }, /has not been fetched/],
  ])("%s is broken", (_, module, message) => {
    lists({ name: "queue", ...module });
    expect(moduleCatalogue(at("organization.ts")).find("queue")).toMatchObject({
      kind: "broken",
      message: expect.stringMatching(message),
    });
  });

  test("of a registry is read from where Terraform put it, as long as cdktf.json says the same", () => {
    const listed = { name: "queue", source: "acme/queue/aws", version: "5.1.2" };
    lists(listed);
    // What `terraform get` leaves, for there is no registry in a test.
    write(".gen/remote-modules/main.tf.json", fetchingProgram([listed]));
    const Modules = [
      { Key: "", Source: "", Dir: "." },
      { Key: "queue", Dir: ".terraform/modules/queue" },
    ];
    write(".gen/remote-modules/.terraform/modules/modules.json", JSON.stringify({ Modules }));
    write(".gen/remote-modules/.terraform/modules/queue/main.tf.json", JSON.stringify(QUEUE));
    expect(moduleCatalogue(at("organization.ts")).find("queue")).toMatchObject({
      kind: "readable",
      source: { kind: "remote", address: "acme/queue/aws", version: "5.1.2" },
      variables: { name: { isRequired: true }, days: { isRequired: false } },
    });
    lists({ ...listed, version: "5.1.3" });
    expect(moduleCatalogue(at("organization.ts")).find("queue")).toMatchObject({ kind: "broken" });
  });
});

describe("a synthesis with a local module", () => {
  const config = (queue: object | false): LandingZoneConfig =>
    minimalConfig({ modules: { queue: { inputs: { name: "jobs" } }, ...(queue === false ? {} : { queue }) } });
  let runs = 0;
  function synthesized(of: LandingZoneConfig, outdir = "out"): Synthesis {
    runs += 1;
    const configFile = at(`organization-${runs}.json`);
    writeFileSync(configFile, JSON.stringify(of));
    return synthesize({ configFile, ledgerFile: at("ledger.json"), outdir: at(outdir), today: "2026-01-01" });
  }
  const stack = (outdir: string): string => at(outdir, "stacks", "baseline-log-archive");
  const json = (synthesis: Synthesis) => readTerraformJson(synthesis.kind === "written" ? synthesis.stacks : []);
  const filesIn = (directory: string): readonly string[] =>
    readdirSync(directory, { recursive: true, encoding: "utf8" }).sort();

  beforeEach(() => {
    lists({ name: "queue", source: "./modules/queue" });
    write("modules/queue/main.tf.json", JSON.stringify(QUEUE));
    write("modules/queue/files/policy.json", "{}");
    write("modules/queue/.terraform/modules/modules.json", "{}");
    write("modules/queue/terraform.tfstate", "{}");
  });

  test("puts the module's own files beside the stack that uses them, the same wherever it writes", () => {
    expect(synthesized(config(false))).toMatchObject({ kind: "written" });
    const [folder = "", ...others] = readdirSync(path.join(stack("out"), "modules"));
    expect([folder, others]).toEqual([expect.stringMatching(/^queue-[0-9a-f]{12}$/), []]);
    expect(filesIn(path.join(stack("out"), "modules", folder))).toEqual(["files", "files/policy.json", "main.tf.json"]);
    expect(JSON.parse(readFileSync(path.join(stack("out"), "cdk.tf.json"), "utf8")).module.queue.source).toBe(
      `./modules/${folder}`,
    );
    synthesized(config(false), "elsewhere");
    const text = (outdir: string): string => readFileSync(path.join(stack(outdir), "cdk.tf.json"), "utf8");
    expect(text("elsewhere")).toBe(text("out"));
    expect(text("out")).not.toContain(project);
    expect(existsSync(at("out", "stacks", "baseline-management", "modules"))).toBe(false);
  });

  test("writes another stack when a file of the module changes, and takes away what is not used any more", () => {
    const before = json(synthesized(config(false)));
    write("modules/queue/files/policy.json", "[]");
    rmSync(at("modules/queue/terraform.tfstate"));
    const after = synthesized(config(false));
    const affected = affectedStacks(before, json(after));
    expect(affected.changed).toEqual(["baseline-log-archive", "baseline-security-tooling"]);
    const [folder = "", ...others] = readdirSync(path.join(stack("out"), "modules"));
    expect(others).toEqual([]);
    expect(readFileSync(path.join(stack("out"), "modules", folder, "files", "policy.json"), "utf8")).toBe("[]");
    expect(synthesized(minimalConfig())).toMatchObject({ kind: "written" });
    expect(filesIn(stack("out"))).toEqual([".terraform.lock.hcl", "cdk.tf.json"]);
  });

  test("is refused with the inputs that are wrong, and nothing is written", () => {
    const refused = synthesized(config({ inputs: { nme: "jobs" } }));
    expect(refused).toMatchObject({
      kind: "refused",
      problems: [
        { rule: "module-inputs", path: ["modules", "queue"] },
        { rule: "module-inputs", path: ["modules", "queue", "inputs", "nme"], remedy: 'Did you mean "name"?' },
      ],
    });
    expect(existsSync(at("out"))).toBe(false);
  });
});

describe("the types of inputs", () => {
  const modules = new Map<string, ReadableModule | BrokenModule>([
    [
      "queue",
      readableModule({
        name: { description: "Its */ name,\nunique." },
        days: "number?",
        rules: "list(object({ port = number, hosts = optional(set(string)) }))",
        pair: "tuple([string, bool])",
        more: "map(any)?",
      }),
    ],
    ["torn", { kind: "broken", message: "", remedy: "" }],
  ]);

  test("are those of the variables", () => {
    expect(inputTypes(modules).split("\n").slice(3)).toEqual([
      "  interface ModuleInputs {",
      '    "queue": {',
      "      /** Its * / name, unique. */",
      '      readonly "name": string;',
      '      readonly "days"?: number | null;',
      '      readonly "rules": readonly ({ readonly "port": number; readonly "hosts"?: readonly (string)[] | null })[];',
      '      readonly "pair": readonly [string, boolean];',
      '      readonly "more"?: Readonly<Record<string, unknown>> | null;',
      "    };",
      '    "torn": Readonly<Record<string, unknown>>;',
      "  }",
      "}",
      "",
    ]);
  });

  test("are written when they change, and gone with the last module", () => {
    expect(writeInputTypes(project, new Map())).toBe(false);
    expect(writeInputTypes(project, modules)).toBe(true);
    expect(writeInputTypes(project, modules)).toBe(false);
    expect(writeInputTypes(project, new Map())).toBe(true);
    expect(readdirSync(at(".gen"))).toEqual([]);
  });

  test("make the compiler find a wrong module, a wrong input and a wrong type, and nothing else", () => {
    const root = path.resolve(__dirname, "..", "..", "..");
    mkdirSync(at("model"));
    for (const name of ["terraform-module.ts", "modules-config.ts"]) {
      writeFileSync(at("model", name), readFileSync(path.join(root, "model", name)));
    }
    writeInputTypes(project, modules);
    const compilerOptions = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, types: [] };
    write("tsconfig.json", JSON.stringify({ compilerOptions, files: ["use.ts", ".gen/module-inputs.d.ts"] }));
    write(
      "use.ts",
      [
        'import { terraformModule } from "./model/terraform-module";',
        'terraformModule("queue", { name: "jobs", days: null, rules: [{ port: 1, hosts: ["a"] }] });',
        'terraformModule("torn", { anything: 1 });',
        'terraformModule("quee", {});',
        'terraformModule("queue", { nme: "jobs" });',
        'terraformModule("queue", { days: "4" });',
        'terraformModule("queue", { rules: [{ hosts: [] }] });',
      ].join("\n"),
    );
    const tsc = path.join(root, "node_modules", "typescript", "bin", "tsc");
    const compile = (): string => {
      try {
        return execFileSync(process.execPath, [tsc, "--project", project], { cwd: project, encoding: "utf8" });
      } catch (error) {
        return String(Reflect.get(Object(error), "stdout"));
      }
    };
    expect(Array.from(compile().matchAll(/^use\.ts\((\d+),/gm), ([, line]) => line)).toEqual(["4", "5", "6", "7"]);
  }, 120_000);
});

test("the modules that the repository ships can be used", () => {
  const shipped = [...readModules(path.resolve(__dirname, "..", "..", ".."))];
  expect(shipped.map(([name, { kind }]) => [name, kind])).toEqual([["deployment-role", "readable"]]);
});
