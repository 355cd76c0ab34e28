import { readFileSync } from "node:fs";
import { Agent, type AgentOptions } from "node:https";
import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { HttpsProxyAgent } from "https-proxy-agent";
import { Failure, messageOf } from "./failure";

/** The settings that every AWS SDK client of Rootstock is made with. */
export interface AwsClientSettings {
  readonly region: string;
  /** Throttled calls are retried with back-off this often before they fail. */
  readonly maxAttempts: number;
  readonly requestHandler: { readonly httpsAgent: Agent; readonly connectionTimeout: number };
}

/** The environment variables that set up the connection, as the AWS CLI reads them. */
export type ConnectionEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * Settings for AWS SDK clients that reach AWS the way the AWS CLI does.
 *
 * `HTTPS_PROXY` names a proxy, `NO_PROXY` the hosts that it is not for, `AWS_CA_BUNDLE` the certificates to trust.
 * Credentials come from the SDK's default chain.
 *
 * @throws Failure when the proxy is no URL or the bundle cannot be read
 */
export function awsClientSettings(region: string, environment: ConnectionEnvironment = process.env): AwsClientSettings {
  // The SDK's versions are pinned, so what a later version will need is no news for whoever runs this one.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  return {
    region,
    maxAttempts: 8,
    requestHandler: { httpsAgent: agentFor(environment), connectionTimeout: 10_000 },
  };
}

function agentFor(environment: ConnectionEnvironment): Agent {
  const options: AgentOptions = { keepAlive: true, maxSockets: 50, ...trusted(environment.AWS_CA_BUNDLE) };
  const proxy = environment.HTTPS_PROXY || environment.https_proxy;
  if (!proxy) return new Agent(options);
  const exceptions = (environment.NO_PROXY || environment.no_proxy || "").split(",");
  return proxyAgent(proxy, exceptions, options);
}

function trusted(bundle: string | undefined): Pick<AgentOptions, "ca"> {
  if (!bundle) return {};
  try {
    return { ca: readFileSync(bundle) };
  } catch (error) {
    throw new Failure(
      `The certificates that AWS_CA_BUNDLE names cannot be read: ${messageOf(error)}`,
      "Name a readable PEM file, or unset AWS_CA_BUNDLE.",
      { cause: error },
    );
  }
}

function proxyAgent(proxy: string, exceptions: readonly string[], options: AgentOptions): Agent {
  if (!URL.canParse(proxy)) {
    throw new Failure("HTTPS_PROXY is not a URL", "Write it as http://host:port, or unset it.");
  }
  return new ProxyAgent(proxy, exceptions, options);
}

/** Reaches some hosts directly, and the others through a proxy. */
class ProxyAgent extends HttpsProxyAgent<string> {
  private readonly exceptions: readonly string[];
  private readonly trusted: Pick<AgentOptions, "ca">;

  constructor(proxy: string, exceptions: readonly string[], options: AgentOptions) {
    super(proxy, options);
    this.exceptions = exceptions;
    this.trusted = options.ca === undefined ? {} : { ca: options.ca };
  }

  override async connect(...[request, options]: Parameters<HttpsProxyAgent<string>["connect"]>): Promise<Socket> {
    // The constructor's certificates are for the proxy; those for the host behind it go with the connection.
    const target = { ...options, ...this.trusted };
    const host = options.host ?? "";
    if (!isExempt(host, this.exceptions)) return super.connect(request, target);
    return connectTls({ ...target, host, port: Number(options.port), servername: host });
  }
}

/** Whether a host needs no proxy: an exception is `*`, the host itself, or a domain that it is in. */
export function isExempt(host: string, exceptions: readonly string[]): boolean {
  return exceptions
    .map((exception) =>
      exception
        .trim()
        .toLowerCase()
        .replace(/^\*?\./, ""),
    )
    .some((domain) => domain === "*" || (domain !== "" && (host === domain || host.endsWith(`.${domain}`))));
}
