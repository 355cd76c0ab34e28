import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type AdoptionFiles, adoptOrganization } from "../../../cli/adopt/adopt-organization";
import { OutputDirectory } from "../../../cli/adopt/output-directory";
import { readLedger } from "../../../cli/load-ledger";
import { TODAY } from "../../support/checked";
import { liveOrganization, policy } from "../../support/live-organization";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-output-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const LIVE = liveOrganization({ policies: [policy("a", "Guard", { targets: ["r-root"] })] });

function files(): AdoptionFiles {
  return adoptOrganization({ live: LIVE, given: {}, today: TODAY, model: "../model/define-landing-zone" });
}

const ALL = ["identities.lock.json", "policies/guard.json", "adoption-report.md", "organization.ts"];

describe("the output directory", () => {
  test("takes an adoption, and writes nothing when nothing has changed", () => {
    const output = new OutputDirectory(path.join(directory, "new"));
    expect(output.earlierAdoption(LIVE.id)).toBeUndefined();
    expect(output.write(files())).toEqual(ALL);
    expect(output.earlierAdoption(LIVE.id)).toEqual(files().ledger.adoption);
    expect(output.write(files())).toEqual([]);
  });

  test.each([
    ["a configuration of people's", () => writeFileSync(path.join(directory, "organization.ts"), "export default {}")],
    ["an adopted configuration that was edited", () => edit("organization.ts")],
    ["an adopted policy that was edited", () => edit("policies/guard.json")],
  ])("refuses %s", (_, prepare) => {
    prepare();
    expect(() => new OutputDirectory(directory).earlierAdoption(LIVE.id)).toThrow(/never writes over/);
  });

  function edit(name: string): void {
    new OutputDirectory(directory).write(files());
    appendFileSync(path.join(directory, name), "\n");
  }

  test("refuses another organization's, and one that is finished", () => {
    const output = new OutputDirectory(directory);
    output.write(files());
    expect(() => output.earlierAdoption("o-anotherone")).toThrow(/never writes over/);
    output.finish();
    expect(() => output.earlierAdoption(LIVE.id)).toThrow(/never writes over/);
  });

  test("goes on where a run was killed between the ledger and the configuration", () => {
    const output = new OutputDirectory(directory);
    output.write(files());
    rmSync(output.configFile);
    expect(output.earlierAdoption(LIVE.id)).toEqual(files().ledger.adoption);
    expect(output.write(files())).toEqual(["organization.ts"]);
  });

  test("finishes once: nothing is imported any more, and everything else stays in the ledger", () => {
    const output = new OutputDirectory(directory);
    expect(() => output.finish()).toThrow(/Nothing is being adopted/);
    output.write(files());
    expect(output.finish().organizationId).toBe(LIVE.id);
    const { adoption, ...others } = files().ledger;
    expect(adoption).toBeDefined();
    expect(readLedger(output.ledgerFile)).toEqual(others);
    expect(() => output.finish()).toThrow(/Nothing is being adopted/);
  });
});
