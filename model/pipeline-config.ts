/** The pipeline that plans pull requests and applies what was merged; `npm run bootstrap` makes its roles. */
export interface PipelineRolesConfig {
  /** A repository on GitHub, whose workflows get their credentials by OpenID Connect. */
  readonly github: GitHubPipelineConfig;
}

/** Which workflows on GitHub may plan and deploy. */
export interface GitHubPipelineConfig {
  /** Owner and name, for example `acme/landing-zone`. */
  readonly repository: string;
  /** The branch whose workflows may plan, too, to look for drift. @default "main" */
  readonly branch?: string;
  /** The protected environment whose jobs may deploy. @default "production" */
  readonly environment?: string;
  /**
   * Whether the management account gets GitHub's identity provider; it can have only one.
   *
   * @default true
   */
  readonly createIdentityProvider?: boolean;
}

/** The workflows that may plan and deploy, every default applied. */
export type Pipeline = Required<GitHubPipelineConfig>;
