/** What the SDK throws at its caller: `error.name` is the code. */
export class AwsError extends Error {
  readonly code: string
  readonly status: number

  constructor(code: string, status: number, message: string) {
    super(message)
    this.code = code
    this.status = status
  }
}

export function invalidArgument(message: string): AwsError {
  return new AwsError('InvalidArgument', 400, message)
}
