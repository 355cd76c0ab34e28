import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The top of the repository. */
export const ROOT = path.join(__dirname, "..", "..");

/** One page, and what can be checked in it. */
export interface Page {
  /** Relative to the top, with `/`. */
  readonly file: string;
  /** Lines of `sh` blocks, joined where a backslash ends them, without comments. */
  readonly commands: readonly string[];
  /** What stands between backquotes, outside blocks. */
  readonly codeSpans: readonly string[];
  /** The targets of links, outside blocks. */
  readonly links: readonly string[];
  /** The anchors of the headings, as GitHub makes them. */
  readonly anchors: readonly string[];
}

/** Every page of the documentation, generated ones included. */
export function readPages(): readonly Page[] {
  const below = readdirSync(path.join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => path.posix.join("docs", file.split(path.sep).join("/")));
  return ["README.md", "CONTRIBUTING.md", "emulator/README.md", ...below.sort()].map(readPage);
}

function readPage(file: string): Page {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  const blocks = [...text.matchAll(/^( *)```(\w*)\n(.*?)^\1```$/gms)];
  const prose = text.replaceAll(/^( *)```\w*\n.*?^\1```$/gms, "");
  return {
    file,
    commands: blocks.filter(([, , language]) => language === "sh").flatMap(([, , , body = ""]) => commandsOf(body)),
    codeSpans: [...prose.matchAll(/`([^`]+)`/g)].map(([, span = ""]) => span.replaceAll(/\s+/g, " ")),
    links: [...prose.replaceAll(/`[^`]*`/g, "").matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target),
    anchors: [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading)),
  };
}

function commandsOf(body: string): readonly string[] {
  return body
    .replaceAll(/\\\n\s*/g, " ")
    .split("\n")
    .flatMap((line) => line.replace(/(^|\s)#.*$/, "").split("&&"))
    .map((command) => command.trim())
    .filter((command) => command !== "");
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}
