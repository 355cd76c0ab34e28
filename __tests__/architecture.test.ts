import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { eventPatterns } from "../alerts/events";
import { metricFilters } from "../alerts/metrics";
import { EVENT_ALERTS, METRIC_ALERTS } from "../catalogue/alerts";
import { GUARDRAILS } from "../catalogue/guardrails";
import { GUARDRAIL_BODIES } from "../policies/guardrails";
import { MANAGEMENT_POLICY_BODIES } from "../policies/management-policies";

const ROOT = path.resolve(__dirname, "..");

interface Layer {
  /** The layers below, whose modules it may import beside its own. */
  readonly below: readonly string[];
  /** What it may import that is no module of this repository. */
  readonly packages: RegExp;
}

const NONE = /^$/;
const NODE = /^node:/;
const CDKTF = /^(cdktf|constructs|@cdktf\/provider-aws\/lib\/[a-z0-9-]+|node:(path|crypto))$/;
const COMMAND_LINE =
  /^(node:.+|zod|typescript|https-proxy-agent|@aws-sdk\/[a-z0-9-]+|cdktf|constructs|@cdktf\/provider-aws\/lib\/[a-z0-9-]+)$/;

const MODEL = ["catalogue", "model"];
const BODIES = [...MODEL, "policies", "alerts"];
const STACKS = [...BODIES, "constructs", "stacks"];
const COMMANDS = [...STACKS, "reports", "emulator", "cli"];

/** The table of the design: imports run one way. */
const LAYERS: Readonly<Record<string, Layer>> = {
  catalogue: { below: [], packages: NONE },
  model: { below: ["catalogue"], packages: /^zod$/ },
  config: { below: ["model"], packages: NONE },
  policies: { below: MODEL, packages: /^(node:(fs|net|path)|@cloud-copilot\/iam-data)$/ },
  alerts: { below: MODEL, packages: NONE },
  constructs: { below: BODIES, packages: CDKTF },
  reports: { below: BODIES, packages: NONE },
  stacks: { below: [...BODIES, "constructs"], packages: CDKTF },
  emulator: { below: [], packages: NODE },
  cli: { below: COMMANDS, packages: COMMAND_LINE },
  "main.ts": { below: COMMANDS, packages: COMMAND_LINE },
  scripts: { below: COMMANDS, packages: COMMAND_LINE },
};

interface Import {
  readonly specifier: string;
  /** Whether the module is loaded when its importer is: not a type, not later. */
  readonly isLoadedAtOnce: boolean;
}

interface SourceFile {
  /** Relative to the root, with `/`. */
  readonly name: string;
  readonly layer: string;
  readonly imports: readonly Import[];
}

const FILES = Object.keys(LAYERS).flatMap(filesOf);
const BY_NAME = new Map(FILES.map((file) => [file.name, file]));

function filesOf(layer: string): readonly SourceFile[] {
  const start = path.join(ROOT, layer);
  if (!existsSync(start)) return [];
  const names = layer.endsWith(".ts") ? [layer] : typescriptIn(layer);
  return names.map((name) => ({ name, layer, imports: importsOf(readFileSync(path.join(ROOT, name), "utf8")) }));
}

function typescriptIn(folder: string): readonly string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name.startsWith(".") ? [] : typescriptIn(name);
    return entry.name.endsWith(".ts") ? [name] : [];
  });
}

function importsOf(text: string): readonly Import[] {
  const statements = text.matchAll(/^(?:import|export)(?<names>\s(?:[^;"=(]*?\sfrom\s)?)"(?<specifier>[^"\s]+)";/gm);
  const calls = text.matchAll(/\b(?:require|import)\(\s*"(?<specifier>[^"\s]+)"/g);
  return [...statements, ...calls].map(({ groups = {} }) => ({
    specifier: groups.specifier ?? "",
    isLoadedAtOnce: groups.names !== undefined && !/^\s*type\b/.test(groups.names),
  }));
}

/** The file that a relative import names, or `undefined` for a package. */
function targetOf(file: SourceFile, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const base = path.posix.join(path.posix.dirname(file.name), specifier);
  const candidates = [base, `${base}.ts`, `${base}/index.ts`];
  return candidates.find((name) => BY_NAME.has(name)) ?? base;
}

function layerOf(name: string): string {
  return name.split("/", 1)[0] ?? name;
}

/** The folder of a file of the command line, such as `plan`; a verb's own file is in none. */
function folderOf(name: string): string | undefined {
  const [layer, folder, file] = name.split("/", 3);
  return layer === "cli" && file !== undefined ? folder : undefined;
}

/** Imports of one file that its layer may not have, in words. */
function forbidden(file: SourceFile): readonly string[] {
  const { below, packages } = LAYERS[file.layer] ?? { below: [], packages: NONE };
  return file.imports.flatMap(({ specifier }) => {
    const target = targetOf(file, specifier);
    const isAllowed =
      target === undefined
        ? packages.test(specifier)
        : target === "package.json" || [...below, file.layer].includes(layerOf(target));
    return isAllowed ? [] : [`${file.name} imports ${specifier}`];
  });
}

/** The files on a cycle of imports, from the first to its repetition, or nothing. */
function findCycle(): readonly string[] {
  const done = new Set<string>();
  const visit = (name: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(name)) return [...trail.slice(trail.indexOf(name)), name];
    const file = BY_NAME.get(name);
    if (file === undefined || done.has(name)) return [];
    for (const { specifier } of file.imports) {
      const target = targetOf(file, specifier);
      const cycle = target === undefined ? [] : visit(target, [...trail, name]);
      if (cycle.length > 0) return cycle;
    }
    done.add(name);
    return [];
  };
  for (const { name } of FILES) {
    const cycle = visit(name, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

/** The packages that are loaded together with a file. */
function packagesLoadedWith(start: string): ReadonlySet<string> {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (name: string): void => {
    const file = BY_NAME.get(name);
    if (file === undefined || seen.has(name)) return;
    seen.add(name);
    for (const { specifier, isLoadedAtOnce } of file.imports) {
      const target = targetOf(file, specifier);
      if (!isLoadedAtOnce) continue;
      if (target === undefined) packages.add(specifier);
      else visit(target);
    }
  };
  visit(start);
  return packages;
}

describe("the layers", () => {
  test.each(Object.keys(LAYERS))("%s imports only what is below it", (layer) => {
    expect(FILES.filter((file) => file.layer === layer).flatMap(forbidden)).toEqual([]);
  });

  test("the configuration imports nothing but defineLandingZone", () => {
    const imports = FILES.filter(({ layer }) => layer === "config").flatMap((file) => file.imports);
    expect(new Set(imports.map(({ specifier }) => specifier))).toEqual(new Set(["../model/define-landing-zone"]));
  });

  test("nothing below the command line is left unused", () => {
    const used = new Set(FILES.flatMap((file) => file.imports.map(({ specifier }) => targetOf(file, specifier))));
    const below = FILES.filter(({ layer }) => STACKS.includes(layer) || layer === "reports");
    expect(below.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
  });

  test("no module imports itself through others", () => {
    expect(findCycle()).toEqual([]);
  });

  test("no two folders of the command line import each other", () => {
    const arrows = new Set(
      FILES.filter(({ layer }) => layer === "cli").flatMap((file) =>
        file.imports.flatMap(({ specifier }) => {
          const [from, to] = [folderOf(file.name), folderOf(targetOf(file, specifier) ?? "")];
          return from === undefined || to === undefined || from === to ? [] : [`${from} ${to}`];
        }),
      ),
    );
    expect(arrows).toContain("plan terraform");
    const both = [...arrows].filter((arrow) => arrows.has(arrow.split(" ").reverse().join(" ")));
    expect(both).toEqual([]);
  });

  test.each(["cli/rootstock.ts", "cli/validate.ts"])("%s loads neither CDKTF nor an SDK nor the compiler", (start) => {
    const heavy = [...packagesLoadedWith(start)].filter((name) => !name.startsWith("node:") && name !== "zod");
    expect(heavy).toEqual([]);
  });

  test("the imports were found", () => {
    expect(BY_NAME.get("cli/validate.ts")?.imports).toEqual(
      expect.arrayContaining([
        { specifier: "node:fs", isLoadedAtOnce: true },
        { specifier: "../policies/validate", isLoadedAtOnce: true },
        { specifier: "../model/problem", isLoadedAtOnce: false },
        { specifier: "./source-locations", isLoadedAtOnce: false },
      ]),
    );
    expect(packagesLoadedWith("cli/source-locations.ts")).toContain("typescript");
  });
});

describe("the catalogue", () => {
  const naming = {
    name: "acme",
    partition: "aws",
    homeRegion: "eu-central-1",
    managementAccount: { id: "111111111111", name: "acme-management", email: "aws@acme.example" },
  } as const;

  test.each<[name: string, catalogue: object, bodies: object]>([
    ["guardrails", GUARDRAILS, { ...GUARDRAIL_BODIES, ...MANAGEMENT_POLICY_BODIES }],
    ["alerts on events", EVENT_ALERTS, eventPatterns(naming)],
    ["alerts on metrics", METRIC_ALERTS, metricFilters(naming)],
  ])("and the bodies of %s have the same ids", (_, catalogue, bodies) => {
    expect(Object.keys(bodies).sort()).toEqual(Object.keys(catalogue).sort());
  });
});
