import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { minimalConfig } from "../support/example-config";
import { captured } from "./captured";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-drift-"));
  write("sound.json", minimalConfig());
  write("broken.json", minimalConfig({ governedRegions: ["nowhere-1" as "eu-central-1"] }));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const inDirectory = (name: string): string => path.join(directory, name);
const write = (name: string, config: object): void => writeFileSync(inDirectory(name), JSON.stringify(config));
const drift = (config: string, ...words: string[]) =>
  captured(["drift", "--config", inDirectory(config), "--stacks", inDirectory("stacks"), ...words]);

test.each([
  ["a stack that does not exist", ["--stack", "organisation"], /did you mean organization\?/],
  ["a number that is none", ["--parallelism", "many"], /--parallelism cannot be "many"/],
  ["a role that is an ARN", ["--account-role", "arn:aws:iam::111111111111:role/x"], /--account-role cannot be/],
  ["an option that does not exist", ["--bse"], /There is no option --bse/],
])("%s is misuse", async (_, words, message) => {
  const { code, stderr } = await drift("sound.json", ...words);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

test("of a configuration with problems there is no drift to tell", async () => {
  const { code, stdout } = await drift("broken.json", "--json");
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, problems: [expect.anything()] });
});
