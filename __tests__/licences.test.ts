import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { dependencies, devDependencies } from "../package.json";

const ROOT = path.resolve(__dirname, "..");
const NOTICE = readFileSync(path.join(ROOT, "NOTICE"), "utf8");

/** Licences that ask nothing of who installs a package but to keep its notices. */
const PERMISSIVE = ["Apache-2.0", "MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD"];

/** It asks to publish changes of its files, and to say where the source of what is used unmodified is. */
const WEAK_COPYLEFT = "MPL-2.0";

/** What the development-only comparison brings; nothing but tests may load it. */
const COPYLEFT = ["@cloud-copilot/iam-simulate", "@cloud-copilot/iam-policy", "@cloud-copilot/iam-utils"];

function licenceOf(name: string): unknown {
  const text = readFileSync(path.join(ROOT, "node_modules", name, "package.json"), "utf8");
  return (JSON.parse(text) as { readonly license?: unknown }).license;
}

test.each(Object.keys(dependencies))("%s has a licence that fits and is named in NOTICE", (name) => {
  expect([...PERMISSIVE, WEAK_COPYLEFT]).toContain(licenceOf(name));
  const family = name.startsWith("@aws-sdk/") ? "@aws-sdk/*" : name;
  expect(NOTICE).toContain(family);
});

test("NOTICE says of every package under the MPL that it is unmodified", () => {
  const [sentence = ""] = /^.* are used unmodified\./m.exec(NOTICE) ?? [];
  const weak = Object.keys(dependencies).filter((name) => licenceOf(name) === WEAK_COPYLEFT);
  expect(weak).toContain("@cdktf/provider-aws");
  expect(weak.filter((name) => !sentence.split(/[ ,]+/).includes(name))).toEqual([]);
});

test("the simulator and what it brings are copyleft, for development only, and named in NOTICE", () => {
  expect(COPYLEFT.map(licenceOf)).toEqual(COPYLEFT.map(() => "AGPL-3.0-or-later"));
  expect(Object.keys(devDependencies)).toContain(COPYLEFT[0]);
  for (const name of COPYLEFT) {
    expect(Object.keys(dependencies)).not.toContain(name);
    expect(NOTICE).toContain(name);
  }
});

test("nothing outside the tests loads them", () => {
  const loading = sourceFiles(ROOT).filter((file) =>
    COPYLEFT.some((name) => readFileSync(file, "utf8").includes(`"${name}"`)),
  );
  expect(loading.map((file) => path.relative(ROOT, file))).toEqual([]);
});

const NOT_OURS = ["node_modules", "__tests__", "cdktf.out"];

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory())
      return NOT_OURS.includes(entry.name) || entry.name.startsWith(".") ? [] : sourceFiles(file);
    return /\.(?:ts|cjs|mjs|js)$/.test(entry.name) ? [file] : [];
  });
}
