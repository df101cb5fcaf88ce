/** Something that the person at the keyboard can mend; the message says what, where and how. */
export class UsageError extends Error {
  /** 1: the input was read and is wrong. 2: the command was called wrongly. */
  exitCode: number

  constructor(message: string, exitCode = 2) {
    super(message)
    this.exitCode = exitCode
  }
}
