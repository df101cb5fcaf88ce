import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { PlainRequest, PlainResponse } from '../runtime.ts'

// The process that stands in for AWS Lambda: it lends the bootstrap the `awslambda` global that
// Lambda's Node.js runtime has for streamed answers, and passes it one event for each message.

interface ResponseMetadata {
  statusCode: number
  multiValueHeaders: Record<string, string[]>
}

type Handler = (event: object, stream: PassThrough, context: object) => Promise<void>

let metadata: ResponseMetadata
Object.assign(globalThis, {
  awslambda: {
    streamifyResponse: (handler: Handler) => handler,
    HttpResponseStream: {
      from: (stream: PassThrough, given: ResponseMetadata) => {
        metadata = given
        return stream
      },
    },
  },
})

const { handler } = (await import(process.argv[2])) as { handler: Handler }

process.on('message', (request: PlainRequest) => {
  answer(request).then(
    (response) => process.send!(response),
    (error: Error) => process.send!({ thrown: String(error.stack) }),
  )
})
process.on('disconnect', () => process.exit())
process.send!({})

async function answer({ method, url, headers, body = '' }: PlainRequest): Promise<PlainResponse> {
  const joined: Record<string, string> = Object.create(null)
  joined.host = new URL(url).host
  for (const [name, value] of headers) {
    const separator = name === 'cookie' ? '; ' : ', '
    joined[name] = name in joined && name !== 'host' ? joined[name] + separator + value : value
  }
  const stream = new PassThrough()
  const event = {
    rawUrl: url,
    httpMethod: method,
    headers: { ...joined, 'x-nf-client-connection-ip': '127.0.0.1', 'x-nf-request-id': 'local' },
    body: Buffer.from(body as string).toString('base64'),
    isBase64Encoded: true,
    flags: {},
    route: new URL(url).pathname,
    invocationMetadata: {},
  }
  const [octets] = await Promise.all([
    buffer(stream),
    handler(event, stream, { awsRequestId: 'local', getRemainingTimeInMillis: () => 10_000 }),
  ])
  return {
    status: metadata.statusCode,
    headers: Object.entries(metadata.multiValueHeaders).flatMap(([name, values]) =>
      values.map((value): [string, string] => [name.toLowerCase(), value]),
    ),
    body: octets.toString(),
    octets,
  }
}
