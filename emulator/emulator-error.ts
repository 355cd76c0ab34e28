/** The emulator cannot be started; `remedy` says what to do about it. */
export class EmulatorError extends Error {
  override readonly name = "EmulatorError";

  constructor(
    message: string,
    /** What the reader can do. */
    readonly remedy: string,
  ) {
    super(message);
  }
}
