import { execFileSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import { shellEnvironment } from "../../../cli/demo/environment-file";

test("a POSIX shell reads the values back, whatever they hold", () => {
  const lines = shellEnvironment(
    { HTTPS_PROXY: "http://127.0.0.1:1234", AWS_CA_BUNDLE: "/tmp/it's here/ca $(touch x).pem", PATH: "/not/exported" },
    "eu-central-1",
  );
  const script = [...lines, 'printf "%s\\n" "$HTTPS_PROXY" "$AWS_CA_BUNDLE" "$AWS_REGION" "$AWS_PROFILE" "$PATH"'];
  const output = execFileSync("/bin/sh", ["-c", script.join("\n")], {
    env: { AWS_PROFILE: "production", PATH: "/usr/bin" },
    encoding: "utf8",
  });
  expect(output.split("\n")).toEqual([
    "http://127.0.0.1:1234",
    "/tmp/it's here/ca $(touch x).pem",
    "eu-central-1",
    "",
    "/usr/bin",
    "",
  ]);
});
