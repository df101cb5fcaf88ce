import { exportJWK, generateKeyPair } from 'jose'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import OidcProvider, { type Context } from 'oidc-provider'
import MemoryAdapter from 'oidc-provider/lib/adapters/memory_adapter.js'
import { closedOnFailure } from './all-or-none.ts'

/** An OpenID provider on loopback, which knows one user and asks for no password. */
export interface OpenIdProvider {
  issuer: string
  close: () => Promise<void>
}

/** A client that the provider knows, as the config's `login` names it. */
export interface OpenIdClient {
  clientId: string
  clientSecret?: string
  response: 'code' | 'id_token' | 'code id_token'
  redirectUris: string[]
}

/** Starts it on a port of its own. What it knows is gone when it ends. */
export async function startOpenIdProvider(clients: OpenIdClient[]): Promise<OpenIdProvider> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  // Not a name under localhost: some systems resolve those in browsers alone.
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const provider = await closedOnFailure({ close }, () => createProvider(issuer, clients))
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/log-in/')) return void answer(request, response)
    answerLogIn(provider, request, response).catch(() => tellOver(response))
  })
  return { issuer, close }
}

/** Its own, under another name: of that one, and of what is not said below, it warns in the terminal. */
class Adapter extends MemoryAdapter {}

async function createProvider(issuer: string, clients: OpenIdClient[]): Promise<OidcProvider> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const key = { ...(await exportJWK(privateKey)), kid: 'demo', use: 'sig', alg: 'RS256' }
  const seconds = 3600
  const provider: OidcProvider = new OidcProvider(issuer, {
    adapter: Adapter,
    clients: clients.map(({ clientId, clientSecret, response, redirectUris }) => ({
      client_id: clientId,
      ...(clientSecret === undefined
        ? { token_endpoint_auth_method: 'none' }
        : { client_secret: clientSecret }),
      redirect_uris: redirectUris,
      response_types: [response],
      grant_types: [
        ...(response.includes('code') ? ['authorization_code'] : []),
        ...(response.includes('id_token') ? ['implicit'] : []),
      ],
    })),
    responseTypes: ['code', 'id_token', 'code id_token'],
    jwks: { keys: [key] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    ttl: {
      AccessToken: seconds,
      AuthorizationCode: 60,
      Grant: seconds,
      IdToken: seconds,
      Interaction: seconds,
      Session: seconds,
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: Context, { uid }: { uid: string }) => `/log-in/${uid}` },
    findAccount: (_: Context, accountId: string) => ({
      accountId,
      claims: () => ({ sub: accountId }),
    }),
    // Nobody is asked for consent: the site is the provider's own.
    async loadExistingGrant({ oidc: { client, session } }: Context) {
      const grant = new provider.Grant({
        accountId: session.accountId,
        clientId: client.clientId,
      })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
  })
  return provider
}

/** The page on which the user logs in, and what happens when the button is pressed. */
async function answerLogIn(
  provider: OidcProvider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'POST') {
    const choice = new URLSearchParams(await text(request)).get('choice')
    const result =
      choice === 'alice' ? { login: { accountId: choice } } : { error: 'access_denied' }
    const options = { mergeWithLastSubmission: false }
    return provider.interactionFinished(request, response, result, options)
  }
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  })
  response.end(logInPage)
}

/** Where it is too old, or from before the provider was started: the button cannot be pressed any more. */
function tellOver(response: ServerResponse): void {
  if (response.headersSent) return void response.destroy()
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
  response
    .writeHead(400, headers)
    .end('This log-in is over. Go back to the site and log in again.\n')
}

const logInPage = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width" />
  <title>OpenID provider</title>
  <h1>An OpenID provider, on another site</h1>
  <form method="post">
    <button id="alice" name="choice" value="alice">Log in as Alice</button>
    <button id="cancel" name="choice" value="cancel">Cancel</button>
  </form>
</html>
`
