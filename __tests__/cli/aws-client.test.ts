import { Agent } from "node:https";
import { describe, expect, test } from "@jest/globals";
import { awsClientSettings, isExempt } from "../../cli/aws-client";
import { Failure } from "../../cli/failure";

test.each<[host: string, exceptions: readonly string[], expected: boolean]>([
  ["sts.eu-central-1.amazonaws.com", [], false],
  ["sts.eu-central-1.amazonaws.com", [""], false],
  ["sts.eu-central-1.amazonaws.com", ["localhost", " 127.0.0.1"], false],
  ["sts.eu-central-1.amazonaws.com", ["amazonaws.com"], true],
  ["sts.eu-central-1.amazonaws.com", [".amazonaws.com"], true],
  ["sts.eu-central-1.amazonaws.com", ["*.AMAZONAWS.com"], true],
  ["sts.eu-central-1.amazonaws.com", ["sts.eu-central-1.amazonaws.com"], true],
  ["sts.eu-central-1.amazonaws.com", ["s3.eu-central-1.amazonaws.com"], false],
  ["notamazonaws.com", ["amazonaws.com"], false],
  ["sts.eu-central-1.amazonaws.com", ["*"], true],
])("%s with NO_PROXY %j needs no proxy: %s", (host, exceptions, expected) => {
  expect(isExempt(host, exceptions)).toBe(expected);
});

describe("the settings", () => {
  test("reach AWS directly without a proxy, and through one with it", () => {
    const agent = (environment: Readonly<Record<string, string>>) =>
      awsClientSettings("eu-central-1", environment).requestHandler.httpsAgent;
    expect(agent({})).toBeInstanceOf(Agent);
    expect(agent({ HTTPS_PROXY: "http://127.0.0.1:3128" })).toMatchObject({ proxy: { port: "3128" } });
    expect(agent({ https_proxy: "http://127.0.0.1:3129" })).toMatchObject({ proxy: { port: "3129" } });
  });

  test.each([
    [{ HTTPS_PROXY: "not a url" }, /^HTTPS_PROXY is not a URL$/],
    [{ AWS_CA_BUNDLE: "/nowhere/ca.pem" }, /^The certificates that AWS_CA_BUNDLE names cannot be read: ENOENT/],
  ])("of %j are refused", (environment, message) => {
    expect(() => awsClientSettings("eu-central-1", environment)).toThrow(Failure);
    expect(() => awsClientSettings("eu-central-1", environment)).toThrow(message);
  });
});
