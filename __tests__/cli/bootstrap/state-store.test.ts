import { HeadBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, jest, test } from "@jest/globals";
import { lookAtStateStore, type StateStore } from "../../../cli/bootstrap/state-store";

/** A client whose calls are answered with an HTTP status, without a network. */
function answering(bucket: number, object = 404): S3Client {
  const client = new S3Client({ region: "eu-central-1" });
  jest.spyOn(client, "send").mockImplementation((command) => {
    const status = command instanceof HeadBucketCommand ? bucket : object;
    if (status === 200) return Promise.resolve();
    return Promise.reject(Object.assign(new Error("refused"), { $metadata: { httpStatusCode: status } }));
  });
  return client;
}

const look = (s3: S3Client) => lookAtStateStore(s3, "acme-states", "acme/state-backend.tfstate");

test.each<[string, number, number, StateStore]>([
  ["is not found", 404, 404, "missing"],
  ["is forbidden: the name is taken in another account", 403, 404, "foreign"],
  ["is elsewhere: the name is taken in another Region", 301, 404, "foreign"],
  ["is there without the state of its own stack", 200, 404, "empty"],
  ["is there with that state", 200, 200, "in-use"],
])("a bucket that %s", async (_, bucket, object, expected) => {
  expect(await look(answering(bucket, object))).toBe(expected);
});

test("what AWS says otherwise is not guessed about", async () => {
  await expect(look(answering(503))).rejects.toThrow("refused");
});
