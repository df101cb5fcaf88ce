// The Deno process that stands in for Netlify's edge: Netlify's own bootstrap is on its servers alone, so this does what
// that does for one function. It gets the bundle and the variables as a line of JSON, and ends when its input does.
// https://github.com/mlafeldt/netlify-edge-bootstrap has its source.

interface Server {
  hostname: string
  port: number
  automaticCompression: boolean
  onListen: (address: { port: number }) => void
}

declare const Deno: {
  stdin: { readable: { pipeThrough: (decoder: TextDecoderStream) => ReadableStream<string> } }
  stdout: { write: (octets: Uint8Array) => Promise<number> }
  version: { deno: string }
  serve: (server: Server, handler: (request: Request) => Promise<Response>) => void
  exit: () => never
}

declare function addEventListener(
  type: 'unhandledrejection',
  listener: (event: { reason: unknown; preventDefault: () => void }) => void,
): void

type EdgeFunction = (request: Request, context: object) => unknown

// Deno cannot catch a caller's going away in any other way (denoland/deno#27715).
addEventListener('unhandledrejection', (event) => {
  const { reason } = event
  if (reason instanceof DOMException && reason.name === 'AbortError') event.preventDefault()
})

const input = Deno.stdin.readable.pipeThrough(new TextDecoderStream()).getReader()
const { code, variables } = JSON.parse(await readLine()) as {
  code: string
  variables: Record<string, string>
}
const env = new Map(Object.entries(variables))
Object.assign(globalThis, { Netlify: { env: { get: (name: string) => env.get(name) } } })
const { default: edgeFunction } = (await import(
  `data:text/javascript;charset=utf-8,${encodeURIComponent(code)}`
)) as { default: EdgeFunction }

Deno.serve(
  {
    hostname: '127.0.0.1',
    port: 0,
    automaticCompression: true,
    onListen: ({ port }) =>
      void Deno.stdout.write(
        new TextEncoder().encode(JSON.stringify({ port, version: Deno.version.deno }) + '\n'),
      ),
  },
  answer,
)
while (!(await input.read()).done);
Deno.exit()

async function readLine(): Promise<string> {
  let text = ''
  while (!text.endsWith('\n')) text += (await input.read()).value
  return text
}

async function answer(incoming: Request): Promise<Response> {
  const url = new URL(incoming.url)
  // As in `netlify dev`. On the edge everything has come by https.
  url.protocol = incoming.headers.get('x-forwarded-proto') ?? 'https:'
  const request = new Request(url, incoming)
  for (const name of ['x-forwarded-proto', 'x-nf-client-connection-ip'])
    request.headers.delete(name)
  try {
    const answered = await edgeFunction(request, {})
    if (answered === undefined) return new Response('', { headers: { 'x-passed-on': '1' } })
    const response = new Response((answered as Response).body, answered as Response)
    response.headers.delete('content-length')
    return response
  } catch (error) {
    return new Response(String((error as Error).stack), { headers: { 'x-thrown': '1' } })
  }
}
