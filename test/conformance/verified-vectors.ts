import { createHmac } from 'node:crypto'
import type { Secrets } from '../../platforms/secrets.ts'
import { readVectorFiles, type Vector, type VectorFile } from './vectors.ts'

/** Requests with tokens that are genuine, or not. They are signed when they are sent: all is over by and by. */
export interface VerifiedVectorFile extends VectorFile {
  /** What is bound. Made up, and used for nothing else. */
  secrets: Secrets
  /** What every token says, unless it says otherwise. */
  claims: Claims
  /** Tokens by their names, which stand in the vectors as `⟨name⟩`. */
  tokens: Record<string, Token>
}

/** `exp`, `nbf` and `iat` count from now, in seconds; null: left out. */
type Claims = Record<string, unknown>

interface Token {
  claims?: Claims
  /** Default: `{ "alg": "HS256" }`. */
  header?: object
  /** What it is signed with. Default: the first line of the first secret. */
  secret?: string
  /** In the place of its signature; or the signature, in another spelling. */
  signature?: '' | 'with padding' | 'with unused bits'
}

export function loadVerifiedVectors(): VerifiedVectorFile[] {
  return readVectorFiles('verified/') as VerifiedVectorFile[]
}

/** A vector with its tokens signed, all as of one second. */
export function signTokens(vector: Vector, file: VerifiedVectorFile): Vector {
  const now = Math.floor(Date.now() / 1000)
  const text = JSON.stringify(vector).replace(/⟨([^\d⟩][^⟩]*)⟩/g, (_, name) =>
    signToken(file.tokens[name], file, now),
  )
  return JSON.parse(text)
}

function signToken(token: Token, { claims, secrets }: VerifiedVectorFile, now: number): string {
  const { header = { alg: 'HS256' }, secret = Object.values(secrets)[0].split('\n')[0] } = token
  const signed = `${encode(header)}.${encode(asOf(now, { ...claims, ...token.claims }))}`
  const signature = createHmac('sha256', secret).update(signed).digest('base64url')
  return `${signed}.${respell(signature, token.signature)}`
}

function asOf(now: number, claims: Claims): Claims {
  const pairs = Object.entries(claims)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [name, isDate(name, value) ? now + value : value])
  return Object.fromEntries(pairs)
}

function isDate(name: string, value: unknown): value is number {
  return ['exp', 'nbf', 'iat'].includes(name) && typeof value === 'number'
}

function respell(signature: string, spelling: Token['signature']): string {
  if (spelling === undefined) return signature
  if (spelling === 'with padding') return `${signature}=`
  if (spelling === '') return ''
  // The last of 43 characters holds two bits more than the 32 octets have; an encoder leaves them 0.
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return signature.slice(0, -1) + alphabet[alphabet.indexOf(signature.at(-1)!) + 1]
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
