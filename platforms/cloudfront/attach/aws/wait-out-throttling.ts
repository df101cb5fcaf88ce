/** Waits so many seconds; the reason is for whoever sits in front of it. */
export type Wait = (seconds: number, reason: string) => Promise<void>

/** The part of an SDK client that takes a middleware. */
interface Client {
  middlewareStack: {
    add: (middleware: Middleware, options: { step: 'initialize'; name: string }) => void
  }
}
// The SDK's own types differ from client to client.
type Handler = (args: any) => Promise<any>
type Middleware = (next: Handler, context: any) => Handler

/** What CloudFront, Lambda and IAM call it. */
const throttled =
  /^(Throttling|ThrottlingException|ThrottledException|TooManyRequestsException|RequestLimitExceeded|Rate exceeded)$/

/** Seconds between the tries, after those that the SDK makes by itself within a second. */
const pauses = [1, 2, 4, 8, 15, 30]

/**
 * Makes a client patient: where AWS says that there are too many calls, it waits and goes on. An error that
 * stays gets the name of the IAM action that was called, since AWS does not always tell it.
 */
export function waitOutThrottling(client: Client, wait: Wait): void {
  const middleware: Middleware = (next, context) => async (args) => {
    for (const pause of [...pauses, undefined]) {
      try {
        return await next(args)
      } catch (error) {
        const { name } = error as Error
        if (pause === undefined || !throttled.test(name))
          throw Object.assign(error as Error, { action: actionOf(context) })
        await wait(pause, 'AWS asks to slow down')
      }
    }
    return undefined
  }
  client.middlewareStack.add(middleware, { step: 'initialize', name: 'edgemintPatience' })
}

/** `cloudfront:UpdateDistribution`, as a policy of IAM writes it. */
function actionOf({
  clientName,
  commandName,
}: {
  clientName: string
  commandName: string
}): string {
  const service = clientName
    .replace('Client', '')
    .toLowerCase()
    .replace('keyvaluestore', '-keyvaluestore')
  const operation = commandName.replace('Command', '')
  return `${service}:${operation === 'Invoke' ? 'InvokeFunction' : operation}`
}
