import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { type DefaultAttachment, GUARDRAILS, type PolicyType } from "../../catalogue/guardrails";

const PLACES: Readonly<Record<DefaultAttachment, string>> = {
  root: "root",
  suspended: "suspended unit",
  "log-archive-account": "log archive account",
  "detective-services": "root, or security account",
  "top-level-units": "top-level units",
  declared: "you say where",
};

const TYPES: Readonly<Record<PolicyType, string>> = {
  scp: "SCP",
  rcp: "RCP",
  tag: "tag policy",
  "ai-opt-out": "AI opt-out policy",
  "declarative-ec2": "declarative policy",
};

test("docs/how-to/choose-guardrails.md has the guardrails of the catalogue, as they are", () => {
  const text = readFileSync(path.join(__dirname, "../../docs/how-to/choose-guardrails.md"), "utf8");
  const rows = [...text.matchAll(/^\| `([a-z0-9-]+)` \| ([^|]+) \| [^|]+ \| (on|off) \| ([^|]+) \|$/gm)];
  expect(rows.map(([, id, type, isOn, place]) => [id, type, isOn, place])).toEqual(
    Object.entries(GUARDRAILS).map(([id, entry]) => [
      id,
      TYPES[entry.policyType],
      entry.default === "enforce" ? "on" : "off",
      PLACES[entry.attachTo],
    ]),
  );
});
