import { parentPort, workerData, type MessagePort } from 'node:worker_threads'

// The thread that stands in for an instance of a Lambda@Edge function. Each message brings an event, and
// the port on which its answer is awaited.

interface Invocation {
  event: object
  port: MessagePort
}

const { handler } = (await import(workerData)) as { handler: (event: object) => Promise<object> }

parentPort!.on('message', ({ event, port }: Invocation) => {
  handler(event).then(
    (result) => port.postMessage({ result }),
    (error: Error) => port.postMessage({ thrown: String(error.stack) }),
  )
})
