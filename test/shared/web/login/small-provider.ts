import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from 'jose'

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>

/** An OpenID provider on loopback that answers as it is told, rightly or not. oidc-provider cannot be told to lie. */
export interface SmallProvider {
  issuer: string
  /** What it says of itself; a test changes it. */
  metadata: Record<string, unknown>
  /** The keys that it shows. */
  keys: { keys: JWK[] }
  /** What its token endpoint answers. */
  tokens: { status: number; body: unknown }
  /** Answers in the place of all that, by path. */
  instead: Record<string, { status: number; headers?: Record<string, string>; body: string }>
  /** Paths that are never answered, and what happens when one is asked for. */
  silent: Map<string, () => void>
  /** What it was asked, in order. */
  asked: { path: string; authorization: string | undefined; form: Record<string, string> }[]
  /** An ID token, signed with its key unless another is given. */
  sign: (
    claims: JWTPayload,
    header?: { alg?: string; kid?: string },
    key?: KeyPair,
  ) => Promise<string>
  close: () => Promise<void>
}

export async function startSmallProvider(): Promise<SmallProvider> {
  const pair = await generateKeyPair('RS256', { extractable: true })
  const server = createServer(async (request, response) => {
    const path = request.url!
    const body = await readBody(request)
    const form = Object.fromEntries(new URLSearchParams(body))
    provider.asked.push({ path, authorization: request.headers.authorization, form })
    const happening = provider.silent.get(path)
    if (happening) return happening()
    const instead = provider.instead[path]
    if (instead) return response.writeHead(instead.status, instead.headers).end(instead.body)
    const documents: Record<string, { status: number; body: unknown }> = {
      '/.well-known/openid-configuration': { status: 200, body: provider.metadata },
      '/keys': { status: 200, body: provider.keys },
      '/token': provider.tokens,
    }
    const { status, body: answer } = documents[path]
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  await new Promise<void>((done) => server.listen(0, 'localhost', done))
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const provider: SmallProvider = {
    issuer,
    metadata: {
      issuer,
      authorization_endpoint: `${issuer}/auth?a=b`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
    },
    keys: { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'one' }] },
    tokens: { status: 200, body: {} },
    instead: {},
    silent: new Map(),
    asked: [],
    sign: (claims, header = {}, key = pair) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: 'one', ...header })
        .sign(key.privateKey),
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
  return provider
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
