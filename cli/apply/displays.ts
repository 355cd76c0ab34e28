import { type ProgressDisplay, progressDisplay } from "../demo/progress-display";

/**
 * What shows the progress of an apply, one display after the other.
 *
 * A display is over while a question is asked: what a terminal shows of it would be drawn over the question.
 */
export class Displays {
  current: ProgressDisplay;
  private readonly stream: NodeJS.WriteStream;
  private readonly stacks: readonly string[];

  constructor(stream: NodeJS.WriteStream, stacks: readonly string[]) {
    this.stream = stream;
    this.stacks = stacks;
    this.current = progressDisplay(stream, stacks);
  }

  begin(): void {
    this.current = progressDisplay(this.stream, this.stacks);
  }

  end(): void {
    this.current.end();
  }
}
