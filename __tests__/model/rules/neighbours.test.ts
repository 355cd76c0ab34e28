import { expect, test } from "@jest/globals";
import { checkConfiguration } from "../../../model/check";
import type { LandingZoneConfig } from "../../../model/config";
import { inShort, TODAY } from "../../support/checked";
import { minimalConfig } from "../../support/example-config";

function other(changes: Partial<LandingZoneConfig> = {}): LandingZoneConfig {
  const text = JSON.stringify(minimalConfig())
    .replaceAll("aws+", "aws+test-")
    .replaceAll("111111111111", "222222222222");
  return { ...JSON.parse(text), ...changes };
}

function problemsBeside(neighbour: unknown, config: unknown = minimalConfig()): readonly string[] {
  const neighbours = [{ name: "config/test/organization.ts", config: neighbour }];
  return inShort(checkConfiguration({ config, ledger: undefined, today: TODAY, neighbours }).problems);
}

const S3 = { type: "s3", bucket: "states", region: "eu-central-1" } as const;
const CLOUD = { type: "cloud", organization: "acme" } as const;
const { managementAccount } = minimalConfig();

test.each<[name: string, neighbour: unknown, config: LandingZoneConfig]>([
  ["has nothing in common", other(), minimalConfig()],
  ["has local states, too", other(), minimalConfig({ backend: { type: "local" } })],
  [
    "has another prefix in the same bucket",
    other({ backend: { ...S3, keyPrefix: "t" } }),
    minimalConfig({ backend: S3 }),
  ],
  ["has another name in the same bucket", other({ name: "acme-test", backend: S3 }), minimalConfig({ backend: S3 })],
  ["has another bucket", other({ backend: { ...S3, bucket: "others" } }), minimalConfig({ backend: S3 })],
  ["has another prefix of workspaces", other({ name: "test", backend: CLOUD }), minimalConfig({ backend: CLOUD })],
  ["cannot be read at all", 7, minimalConfig()],
])("a neighbour that %s is no problem", (_, neighbour, config) => {
  expect(problemsBeside(neighbour, config)).toEqual([]);
});

test.each<[name: string, neighbour: unknown, config: LandingZoneConfig, problems: readonly string[]]>([
  [
    "management account",
    other({ managementAccount: { ...managementAccount, email: "aws+x@acme.example" } }),
    minimalConfig(),
    ["managementAccount.id"],
  ],
  [
    "root e-mail address, in other letters",
    other({ managementAccount: { ...managementAccount, id: "222222222222", email: "AWS+log-archive@acme.example" } }),
    minimalConfig(),
    ['organizationalUnits.security.accounts["log-archive"].email'],
  ],
  ["place in a bucket", other({ backend: S3 }), minimalConfig({ backend: S3 }), ["backend"]],
  [
    "place in a bucket, under a prefix",
    other({ backend: { ...S3, keyPrefix: "acme" } }),
    minimalConfig({ backend: S3 }),
    ["backend"],
  ],
  ["workspaces", other({ backend: CLOUD }), minimalConfig({ backend: CLOUD }), ["backend"]],
  [
    "management account, although the rest cannot be read",
    { ...other(), managementAccount: { ...managementAccount, email: "aws+x@acme.example" }, trail: "on" },
    minimalConfig(),
    ["managementAccount.id"],
  ],
])("a neighbour with the same %s is refused", (_, neighbour, config, paths) => {
  expect(problemsBeside(neighbour, config)).toEqual(paths.map((path) => `${path}: organizations-apart`));
});
