import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { referenceFiles } from "./reference/files";

const ROOT = path.resolve(__dirname, "..");

for (const [file, text] of Object.entries(referenceFiles())) {
  const target = path.join(ROOT, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
  process.stdout.write(`${file}\n`);
}
