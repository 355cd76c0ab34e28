/** The candidate closest to a word, when at most two letters in five differ; of equals, the first. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length * 0.4));
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance <= limit && (best === undefined || distance < best.distance)) best = { candidate, distance };
  }
  return best?.candidate;
}

const LISTED_AT_MOST = 12;

/**
 * What to do about a word that is none of the candidates, as the remedy of a problem.
 *
 * `Did you mean "x"?` when one is near; otherwise the candidates, when they are few enough to read.
 */
export function suggestion(word: string, candidates: Iterable<string>, otherwise: string): string {
  const known = [...candidates];
  const best = nearest(word, known);
  if (best !== undefined) return `Did you mean "${best}"?`;
  if (known.length === 0 || known.length > LISTED_AT_MOST) return otherwise;
  return `${otherwise} There ${known.length === 1 ? "is" : "are"}: ${known.join(", ")}.`;
}

/** Insertions, deletions and replacements that turn one word into the other (Levenshtein). */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      const removed = (previous[column + 1] ?? 0) + 1;
      const inserted = (current[column] ?? 0) + 1;
      current.push(Math.min(replaced, removed, inserted));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
