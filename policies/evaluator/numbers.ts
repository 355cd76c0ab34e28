/** Gives out numbers: the same again for the same text. It forgets everything when it is full, and repeats no number. */
export class Numbers {
  private readonly known = new Map<string, number>();
  private next = 0;

  constructor(private readonly kept = 100_000) {}

  of(text: string): number {
    const found = this.known.get(text);
    if (found !== undefined) return found;
    if (this.known.size >= this.kept) this.known.clear();
    this.known.set(text, ++this.next);
    return this.next;
  }
}
