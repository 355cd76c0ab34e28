import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { awsClientSettings } from "../../cli/aws-client";
import { prepareTerraform } from "../../cli/terraform/prepare-terraform";
import { findTerraform } from "../../cli/terraform/terraform-binary";
import { apply, initialize, outputs, plan, type Terraform } from "../../cli/terraform/terraform-run";
import { type ApiCall, type Emulator, type EmulatorOptions, startEmulator } from "../../emulator/emulator";
import type { LandingZoneConfig } from "../../model/config";
import { minimalConfig } from "../support/example-config";
import { MINUTES, ROOT, writeConfig } from "./emulated-organization";
import { runVerbAgainst } from "./run-verb";

const BUCKET = "acme-terraform-states";
const CONFIG: LandingZoneConfig = minimalConfig({
  trail: { mode: "off" },
  alerting: { mode: "off" },
  backend: { type: "s3", bucket: BUCKET, region: "eu-central-1", createBucket: true },
  pipeline: { github: { repository: "acme/landing-zone" } },
});

let directory = "";
let emulator: Emulator;
beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-bootstrap-"));
});
afterEach(() => emulator?.stop());
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** An emulator and an empty directory to work in, both of this test's own. */
async function begin(name: string, options: Partial<EmulatorOptions> = {}) {
  emulator = await startEmulator({ cacheDirectory: path.join(ROOT, ".rootstock"), ...options });
  const work = mkdtempSync(path.join(directory, `${name}-`));
  const config = writeConfig(work, "organization", CONFIG);
  const ledger = path.join(work, "ledger.json");
  const local = path.join(work, ".rootstock", "bootstrap", BUCKET, "state-backend.tfstate");
  const words = ["bootstrap", "--yes", "--config", config, "--ledger", ledger];
  return { work, local, bootstrap: () => runVerbAgainst(emulator, words, { cwd: work }) };
}

async function statesInBucket(): Promise<readonly string[]> {
  const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = emulator.environment;
  const s3 = new S3Client({
    ...awsClientSettings("eu-central-1", emulator.environment),
    credentials: { accessKeyId, secretAccessKey },
  });
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
  return Contents.map(({ Key = "" }) => Key).sort();
}

function succeeded(action: string): readonly ApiCall[] {
  return emulator.calls().filter((call) => call.action === action && call.status < 300);
}

async function terraformIn(work: string): Promise<Terraform> {
  return prepareTerraform({
    binary: await findTerraform(emulator.environment),
    environment: emulator.environment,
    directory: path.join(work, ".rootstock"),
    cacheDirectory: path.join(ROOT, ".rootstock"),
    graceMilliseconds: 3_000,
  });
}

describe("bootstrap", () => {
  test(
    "of a fresh management account puts the state into the bucket that it describes; again, it changes nothing",
    async () => {
      const { work, local, bootstrap } = await begin("fresh");
      const first = await bootstrap();
      expect(first).toMatchObject({ exitCode: 0, stderr: "" });
      expect(first.stdout).toContain("its state is in the bucket now");
      expect(first.stdout).toContain("arn:aws:iam::111111111111:role/acme-pipeline-deploy");
      expect(existsSync(local)).toBe(false);
      expect(await statesInBucket()).toEqual(["acme/pipeline.tfstate", "acme/state-backend.tfstate"]);

      const second = await bootstrap();
      expect(second).toMatchObject({ exitCode: 0, stderr: "" });
      expect(second.stdout.match(/no changes/g)).toHaveLength(2);
      expect(succeeded("CreateBucket")).toHaveLength(1);

      // The first deploy goes on where bootstrap ended: its states are in the same bucket.
      const terraform = await terraformIn(work);
      for (const name of ["organization", "accounts-1"]) {
        const stack = { name, directory: path.join(work, "cdktf.out", "stacks", name) };
        await initialize(terraform, stack);
        await plan(terraform, stack);
        await apply(terraform, stack);
        expect(await plan(terraform, stack, "check")).toMatchObject({ hasChanges: false });
        expect(Object.keys(await outputs(terraform, stack)).length).toBeGreaterThan(0);
      }
      expect(await statesInBucket()).toContain("acme/accounts-1.tfstate");
    },
    10 * MINUTES,
  );

  test(
    "that could not move the state goes on from the local one, and creates nothing twice",
    async () => {
      const { local, bootstrap } = await begin("interrupted", {
        faults: [{ service: "s3", action: "PutObject", nth: 1, code: "AccessDenied", status: 403 }],
      });
      const first = await bootstrap();
      expect(first.exitCode).toBe(1);
      expect(first.stderr).toMatch(/AccessDenied/);
      expect(existsSync(local)).toBe(true);

      const second = await bootstrap();
      expect(second).toMatchObject({ exitCode: 0, stderr: "" });
      expect(existsSync(local)).toBe(false);
      expect(succeeded("CreateBucket")).toHaveLength(1);
      expect(await statesInBucket()).toContain("acme/state-backend.tfstate");
    },
    10 * MINUTES,
  );
});
