/** Replaces one range of a text. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The splices in the order of the text; `undefined` when two of them want the same place. */
export function inTextOrder(splices: readonly Splice[]): readonly Splice[] | undefined {
  const ordered = [...splices].sort((a, b) => a.start - b.start || a.end - b.end);
  const isApart = ordered.every(({ start, end }, index) => {
    const before = ordered[index - 1];
    if (before === undefined) return true;
    return before.end <= start && !(before.start === start && before.end === start && end === start);
  });
  return isApart ? ordered : undefined;
}

/** The text after splices that are in its order. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let result = "";
  let from = 0;
  for (const splice of splices) {
    result += text.slice(from, splice.start) + splice.text;
    from = splice.end;
  }
  return result + text.slice(from);
}
