import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { restoreCutStates } from "../../../cli/apply/cut-state";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "rootstock-cut-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const WHOLE = '{"version":4,"serial":7}';
const EARLIER = '{"version":4,"serial":6}';

function stack(backend: object) {
  const directory = path.join(root, "cdktf.out", "stacks", "accounts-1");
  mkdirSync(directory, { recursive: true });
  writeFileSync(path.join(directory, "cdk.tf.json"), JSON.stringify({ terraform: { backend } }));
  return { name: "accounts-1", directory };
}

const LOCAL = { local: { path: "../../../terraform.accounts-1.tfstate" } };
const file = (suffix = ""): string => path.join(root, `terraform.accounts-1.tfstate${suffix}`);
const readIfThere = (name: string): string | undefined => (existsSync(name) ? readFileSync(name, "utf8") : undefined);

test.each<[name: string, state: string | undefined, backup: string | undefined, restored: boolean]>([
  ["that is whole stays", WHOLE, EARLIER, false],
  ["that was emptied is put back", "", EARLIER, true],
  ["that ends in the middle is put back", WHOLE.slice(0, 12), EARLIER, true],
  ["that was cut stays where the backup was cut, too", "", "{", false],
  ["that was cut stays where there is no backup", "", undefined, false],
  ["that was never there stays away", undefined, EARLIER, false],
])("a local state %s", (_, state, backup, restored) => {
  if (state !== undefined) writeFileSync(file(), state);
  if (backup !== undefined) writeFileSync(file(".backup"), backup);
  expect(restoreCutStates([stack(LOCAL)])).toEqual(restored ? ["accounts-1"] : []);
  expect(readIfThere(file())).toBe(restored ? EARLIER : state);
  expect(readIfThere(file(".backup"))).toBe(backup);
});

test("a state in a bucket is nothing that could be cut here", () => {
  expect(restoreCutStates([stack({ s3: { bucket: "states", key: "acme/accounts-1.tfstate" } })])).toEqual([]);
});
