import { AccountClient } from "@aws-sdk/client-account";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import { IdentitystoreClient } from "@aws-sdk/client-identitystore";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { S3Client } from "@aws-sdk/client-s3";
import { S3ControlClient } from "@aws-sdk/client-s3-control";
import { SNSClient } from "@aws-sdk/client-sns";
import { SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { STSClient } from "@aws-sdk/client-sts";
import type { StatusClients } from "../../../../cli/account/status/clients";

/** One call that was made: `Operation`, with the Region and account that it was made in, and its input. */
export interface FakedCall {
  readonly operation: string;
  readonly region: string;
  /** The account of the session; of the caller itself, `management`. */
  readonly account: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What AWS answers to a call; an `Error` is thrown. */
export type Answer = (call: FakedCall) => unknown;

/** Clients that answer from a table by the operation's name, and remember what they were asked. */
export function fakedClients(answers: Readonly<Record<string, Answer>>) {
  const calls: FakedCall[] = [];
  const faked = <T extends object>(client: T, region: string, account: string): T =>
    // Paginators insist on a real client, so only its way to AWS is replaced.
    Object.assign(client, {
      send: async (command: { readonly input: FakedCall["input"] }): Promise<unknown> => {
        const operation = command.constructor.name.replace(/Command$/, "");
        const call: FakedCall = { operation, region, account, input: command.input };
        calls.push(call);
        const answer = answers[operation];
        if (answer === undefined) throw new Error(`no answer to ${operation}`);
        const found = answer(call);
        if (found instanceof Error) throw found;
        return found;
      },
    });
  const settings = { region: "eu-central-1" };
  const manage = <T extends object>(client: T): T => faked(client, settings.region, "management");
  const clients: StatusClients = {
    sts: manage(new STSClient(settings)),
    organizations: manage(new OrganizationsClient(settings)),
    account: manage(new AccountClient(settings)),
    cloudTrail: manage(new CloudTrailClient(settings)),
    identityCenter: (region) => faked(new SSOAdminClient(settings), region, "management"),
    identityStore: (region) => faked(new IdentitystoreClient(settings), region, "management"),
    // The access key of a faked session is the account that it is in.
    session: ({ accessKeyId }) => ({
      iam: faked(new IAMClient(settings), settings.region, accessKeyId),
      s3: faked(new S3Client(settings), settings.region, accessKeyId),
      s3Control: faked(new S3ControlClient(settings), settings.region, accessKeyId),
      sns: faked(new SNSClient(settings), settings.region, accessKeyId),
      events: (region) => faked(new EventBridgeClient(settings), region, accessKeyId),
      cloudWatch: (region) => faked(new CloudWatchClient(settings), region, accessKeyId),
    }),
  };
  return { clients, calls };
}

/** STS that lends a role, and names the account of the role in the access key. */
export const lendRole: Answer = ({ input }) => ({
  Credentials: { AccessKeyId: String(input.RoleArn).split(":")[4], SecretAccessKey: "s", SessionToken: "t" },
});

/** An error as AWS names it. */
export function awsError(name: string): Error {
  return Object.assign(new Error(name), { name });
}
