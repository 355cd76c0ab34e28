/** What the AWS CLI needs to know of the emulator, in the order in which it is printed. */
const EXPORTED = [
  "HTTPS_PROXY",
  "NO_PROXY",
  "AWS_CA_BUNDLE",
  "NODE_EXTRA_CA_CERTS",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_EC2_METADATA_DISABLED",
  "AWS_CONFIG_FILE",
  "AWS_SHARED_CREDENTIALS_FILE",
] as const;

/** What would lead the AWS CLI elsewhere. */
const UNSET = [
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_SESSION_TOKEN",
  "AWS_ENDPOINT_URL",
  "https_proxy",
  "no_proxy",
];

/** The lines of a POSIX shell that lead the AWS CLI, the SDKs and Terraform to an emulator. */
export function shellEnvironment(environment: Readonly<Record<string, string>>, region: string): readonly string[] {
  const values = [...EXPORTED.map((name) => [name, environment[name]] as const), ["AWS_REGION", region] as const];
  return [
    `unset ${UNSET.join(" ")}`,
    ...values.flatMap(([name, value]) => (value === undefined ? [] : [`export ${name}=${quoted(value)}`])),
  ];
}

function quoted(value: string): string {
  return /^[\w./:,@%+=-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
