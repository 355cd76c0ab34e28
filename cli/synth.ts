import path from "node:path";
import type { LandingZone } from "../model/landing-zone";
import type { FinishedMove } from "../model/policy-records";
import { policyOfGuardrail, unfinishedMoves } from "../policies/guardrail-policies";
import { CONFIG_OPTIONS, dayOf, type OptionDefinitions, type OptionValues, parseArguments } from "./arguments";
import { configFile } from "./load-config";
import { ledgerFile } from "./load-ledger";
import { outputDirectory } from "./organization-files";
import { refusalText, type Synthesis, synthesize } from "./synthesize";

export const options = {
  ...CONFIG_OPTIONS,
  output: { type: "string", placeholder: "DIRECTORY", description: "Where to write (cdktf.out)." },
  "finish-moves": {
    type: "boolean",
    description: "Everything is applied: take guardrails out of the policies that they have left.",
  },
  repack: { type: "boolean", description: "Move guardrails together where that saves policies." },
  json: { type: "boolean", description: "Print what was written as JSON." },
} as const satisfies OptionDefinitions;

/** `synth`: writes the Terraform JSON of every stack; needs no Terraform, network or credentials. */
export async function run(argv: readonly string[]): Promise<number> {
  const { options: given } = parseArguments(argv, options);
  const config = configFile(given.config);
  const ledger = ledgerFile(config, given.ledger);
  const synthesis = synthesize({
    configFile: config,
    ledgerFile: ledger,
    outdir: path.resolve(given.output ?? outputDirectory(config)),
    today: dayOf(given.today),
    finishMoves: given["finish-moves"],
    repack: given.repack,
  });
  if (synthesis.kind === "refused") {
    (given.json ? process.stdout : process.stderr).write(given.json ? toJson(synthesis) : refusalText(synthesis));
    return 1;
  }
  process.stdout.write(given.json ? toJson(synthesis) : summary(synthesis, ledger, given));
  return 0;
}

function summary(
  synthesis: Extract<Synthesis, { kind: "written" }>,
  ledger: string,
  { "finish-moves": finishMoves, repack }: OptionValues<typeof options>,
): string {
  const { zone, stacks, outdir, ledgerChanged } = synthesis;
  const width = Math.max(...stacks.map(({ name }) => name.length));
  const shown = (file: string): string => path.relative(process.cwd(), file) || ".";
  return [
    ...stacks.map(({ name, dependencies }) =>
      `  ${name.padEnd(width)}  ${dependencies.length === 0 ? "" : `after ${dependencies.join(", ")}`}`.trimEnd(),
    ),
    `${stacks.length} stacks for ${zone.accounts.length} member accounts in ${shown(outdir)}/stacks/<stack>/cdk.tf.json`,
    ...synthesis.finished.map((move) => `  ${finishedText(move)}`),
    ...(finishMoves && synthesis.finished.length === 0 ? ["there was no move to finish"] : []),
    ...(repack && unfinishedMoves(zone).length === 0 ? ["no policy can be saved by moving guardrails"] : []),
    ...movesText(zone),
    ...(ledgerChanged ? [`${shown(ledger)} changed: commit it with the configuration`] : []),
    "",
  ].join("\n");
}

function finishedText({ policy, kind, key }: FinishedMove): string {
  return kind === "guardrail"
    ? `finished: ${key} leaves the policy ${policy}`
    : `finished: the policy ${policy} is detached from ${key}`;
}

/** What the next apply leaves in place, and what to do about it. */
function movesText(zone: LandingZone): readonly string[] {
  const moves = unfinishedMoves(zone);
  if (moves.length === 0) return [];
  return [
    ...moves.map(({ policy, kind, key }) =>
      kind === "guardrail"
        ? `  moving: ${key} is in force by ${policyOfGuardrail(zone, key)?.id ?? "another policy"}, and by ${policy} until the move is finished`
        : `  moving: ${policy} stays attached to ${key} until the move is finished`,
    ),
    "apply the guardrails stack, then finish with: npm run synth -- --finish-moves",
  ];
}

function toJson(synthesis: Synthesis): string {
  const shown =
    synthesis.kind === "refused"
      ? { ok: false, problems: synthesis.problems }
      : {
          ok: true,
          outdir: synthesis.outdir,
          stacks: synthesis.stacks,
          finishedMoves: synthesis.finished,
          unfinishedMoves: unfinishedMoves(synthesis.zone),
          ledgerChanged: synthesis.ledgerChanged,
        };
  return `${JSON.stringify(shown, undefined, 2)}\n`;
}
