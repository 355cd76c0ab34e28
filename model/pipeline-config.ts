/** The pipeline that plans pull requests and applies what was merged; `npm run bootstrap` makes its roles. */
export interface PipelineRolesConfig {
  /** A repository on GitHub, whose workflows get their credentials by OpenID Connect. */
  readonly github: GitHubPipelineConfig;
}

/** Which workflows on GitHub may plan and deploy. */
export interface GitHubPipelineConfig {
  /** Owner and name, for example `acme/landing-zone`. */
  readonly repository: string;
  /**
   * The number of the repository's owner on GitHub, in digits; comes with `repositoryId`.
   *
   * `gh api repos/OWNER/NAME --jq '.owner.id,.id'` prints both. A repository that was created, renamed or transferred
   * since 15 July 2026, or that opted in, names itself by them in its tokens, and gets no role without them. Source:
   * GitHub changelog, immutable subject claims for GitHub Actions OIDC tokens, 2026-04-23; github/docs#45221.
   *
   * @default the tokens name the repository without numbers
   */
  readonly ownerId?: string;
  /**
   * The number of the repository on GitHub, in digits; comes with `ownerId`.
   *
   * @default the tokens name the repository without numbers
   */
  readonly repositoryId?: string;
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
export type Pipeline = Required<Omit<GitHubPipelineConfig, "ownerId" | "repositoryId">> & {
  /** What the `sub` claim of every token of the repository begins with: `repo:` and its owner and name. */
  readonly subjectPrefix: string;
};
