import { defineLandingZone } from "../model/define-landing-zone";

/** The whole organization. This is the file that you edit; everything else follows from it. */
export default defineLandingZone({
  name: "acme",
  homeRegion: "eu-central-1",
  governedRegions: ["eu-central-1", "us-east-1"],
  managementAccount: { id: "111111111111", name: "acme-management", email: "aws+management@acme.example" },
  rootEmail: { domains: ["acme.example"], mailboxes: ["aws@acme.example"] },
  contacts: {
    security: {
      name: "Security on call",
      title: "Security operations",
      email: "security@acme.example",
      phone: "+49 30 1234 100",
    },
    operations: {
      name: "Cloud platform",
      title: "Platform operations",
      email: "platform@acme.example",
      phone: "+49 30 1234 200",
    },
    billing: { name: "Accounts payable", title: "Finance", email: "invoices@acme.example", phone: "+49 30 1234 300" },
  },
  custody: { mailbox: "Cloud platform", phone: "Front desk", password: "Finance", mfa: "Legal" },
  tags: { "cost-centre": "platform" },
  requiredAccountTags: ["cost-centre"],
  services: { logArchive: "log-archive", security: "security-tooling" },

  organizationalUnits: {
    security: {
      name: "Security",
      accounts: {
        "log-archive": { email: "aws+log-archive@acme.example", owner: "security@acme.example" },
        "security-tooling": { email: "aws+security-tooling@acme.example", owner: "security@acme.example" },
      },
    },
    infrastructure: {
      name: "Infrastructure",
      accounts: {
        network: { email: "aws+network@acme.example", owner: "platform@acme.example" },
        "shared-services": { email: "aws+shared-services@acme.example", owner: "platform@acme.example" },
      },
    },
    workloads: {
      name: "Workloads",
      guardrails: ["deny-public-buckets"],
      organizationalUnits: {
        production: {
          name: "Production",
          tags: { environment: "production" },
          organizationalUnits: {
            "production-shop": {
              name: "Shop",
              tags: { "cost-centre": "shop" },
              accounts: {
                "shop-prod": { email: "aws+shop-prod@acme.example", owner: "team-shop@acme.example" },
                "payments-prod": { email: "aws+payments-prod@acme.example", owner: "team-payments@acme.example" },
              },
            },
            "production-data": {
              name: "Data",
              tags: { "cost-centre": "data" },
              accounts: {
                "warehouse-prod": { email: "aws+warehouse-prod@acme.example", owner: "team-data@acme.example" },
              },
            },
          },
        },
        development: {
          name: "Development",
          tags: { environment: "development" },
          accounts: {
            "shop-dev": {
              email: "aws+shop-dev@acme.example",
              owner: "team-shop@acme.example",
              tags: { "cost-centre": "shop" },
            },
            "warehouse-dev": {
              email: "aws+warehouse-dev@acme.example",
              owner: "team-data@acme.example",
              tags: { "cost-centre": "data" },
            },
          },
        },
        sandboxes: {
          name: "Sandboxes",
          guardrails: ["deny-expensive-instances"],
          accounts: {
            "sandbox-alice": { email: "aws+sandbox-alice@acme.example", owner: "alice@acme.example" },
            "sandbox-bob": { email: "aws+sandbox-bob@acme.example", owner: "bob@acme.example" },
          },
        },
      },
    },
    recovery: { name: "Recovery", purpose: "recovery" },
    suspended: { name: "Suspended", purpose: "suspended" },
  },

  companionGuardrails: {
    "require-imdsv2": { attachTo: ["workloads"] },
    "region-restriction": { attachTo: ["workloads"] },
    "tag-policy": {},
    "ai-opt-out": {},
  },
  tagPolicy: { "cost-centre": { values: ["data", "platform", "shop"] } },
  baseline: { accessAnalyzer: true },

  identity: {
    groups: {
      platform: { name: "Cloud platform", description: "Runs the landing zone" },
      developers: { name: "Developers", description: "Build the shop and the warehouse" },
      auditors: { name: "Auditors", description: "Look at everything and change nothing" },
      responders: { name: "Root responders", description: "Start root sessions when a ticket asks for one" },
    },
    permissionSets: {
      administrator: {
        name: "Administrator",
        description: "Changes to accounts that Terraform cannot make",
        sessionDuration: "PT2H",
        managedPolicies: ["arn:aws:iam::aws:policy/AdministratorAccess"],
      },
      developer: {
        name: "Developer",
        description: "Everyday work in development accounts, without IAM",
        sessionDuration: "PT8H",
        managedPolicies: ["arn:aws:iam::aws:policy/PowerUserAccess"],
        inlinePolicy: [
          {
            Sid: "NoLongLivedKeys",
            Effect: "Deny",
            Action: ["iam:CreateAccessKey", "iam:CreateLoginProfile"],
            Resource: "*",
          },
        ],
      },
      "read-only": {
        name: "ReadOnly",
        description: "Looking at everything",
        sessionDuration: "PT4H",
        managedPolicies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
      },
    },
    assignments: [
      { group: "platform", permissionSet: "administrator", organizationalUnits: ["infrastructure", "workloads"] },
      { group: "platform", permissionSet: "read-only", everyAccount: true, managementAccount: true },
      { group: "developers", permissionSet: "developer", organizationalUnits: ["development", "sandboxes"] },
      { group: "developers", permissionSet: "read-only", accounts: ["shop-prod", "warehouse-prod"] },
      { group: "auditors", permissionSet: "read-only", everyAccount: true, managementAccount: true },
    ],
    rootTasks: {
      groups: ["responders"],
      tasks: ["IAMAuditRootUserCredentials", "IAMDeleteRootUserCredentials", "S3UnlockBucketPolicy"],
    },
    breakGlass: { users: ["blue", "red"] },
  },

  proofs: [
    { account: "*", principal: "long-term-root", action: "iam:CreateAccessKey", expect: "deny" },
    {
      account: "log-archive",
      principal: "anyone",
      action: "s3:DeleteObjectVersion",
      resource: "arn:aws:s3:::acme-org-trail-111111111111-eu-central-1/*",
      expect: "deny",
    },
    {
      account: "shop-prod",
      principal: "ordinary-role",
      action: "ec2:RunInstances",
      context: { "aws:RequestedRegion": "ap-southeast-2" },
      expect: "deny",
    },
    {
      account: "shop-prod",
      principal: "ordinary-role",
      action: "s3:GetObject",
      context: { "aws:RequestedRegion": "eu-central-1" },
      expect: "allow",
    },
  ],

  guardrails: {
    "deny-public-buckets": {
      reason: "Workload data is never public: a bucket's public-access block may not be taken away.",
      statements: [
        {
          Sid: "DenyPublicAccessBlockChanges",
          Effect: "Deny",
          Action: ["s3:PutAccountPublicAccessBlock", "s3:PutBucketPublicAccessBlock"],
          Resource: "*",
          Condition: {
            ArnNotLike: {
              "aws:PrincipalArn": [
                "arn:*:iam::*:role/OrganizationAccountAccessRole",
                "arn:*:iam::*:role/rootstock-deploy",
              ],
            },
            Null: { "aws:AssumedRoot": "true" },
          },
        },
      ],
    },
    "deny-expensive-instances": {
      reason: "A sandbox is for trying things out; the largest instance types cost thousands a day.",
      statements: [
        {
          Sid: "DenyLargeInstances",
          Effect: "Deny",
          Action: "ec2:RunInstances",
          Resource: "arn:*:ec2:*:*:instance/*",
          Condition: { StringNotLike: { "ec2:InstanceType": ["*.nano", "*.micro", "*.small", "*.medium", "*.large"] } },
        },
      ],
    },
  },
});
