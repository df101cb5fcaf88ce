import { timeLeft, type Timed } from '../shared/core/time-left.ts'

/** For how long a secret is used until it is read again, in milliseconds. */
const freshFor = 300_000

const kept = new Map<string, { value: string | undefined; readAt: number }>()

/**
 * Reads a secret of a Lambda@Edge function, which has no environment variables: the parameter of that
 * name in AWS Systems Manager, in us-east-1. What was read is kept for five minutes; a failure is not.
 *
 * @throws where it is not there, or cannot be read within two seconds
 */
export async function readSecret(name: string, request: Timed = {}): Promise<string | undefined> {
  const known = kept.get(name)
  // Without a sign: a clock may be set back.
  if (known && Math.abs(Date.now() - known.readAt) < freshFor) return known.value
  const value = await readParameter(name, request)
  kept.set(name, { value, readAt: Date.now() })
  return value
}

/** Lambda's own runtime holds the SDK: https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html#nodejs-sdk-included */
async function readParameter(name: string, request: Timed): Promise<string | undefined> {
  const { GetParameterCommand, SSMClient } = await import('@aws-sdk/client-ssm')
  const client = new SSMClient({ region: 'us-east-1' })
  try {
    const command = new GetParameterCommand({ Name: name, WithDecryption: true })
    const abortSignal = AbortSignal.timeout(timeLeft(request))
    const { Parameter } = await client.send(command, { abortSignal })
    return Parameter?.Value
  } finally {
    client.destroy()
  }
}
