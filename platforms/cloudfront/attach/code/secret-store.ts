import type { CloudFront } from '@aws-sdk/client-cloudfront'
import type { CloudFrontKeyValueStore } from '@aws-sdk/client-cloudfront-keyvaluestore'
import { UsageError } from '../../../../shared/config/usage-error.ts'
import { newSecret, weakness } from '../../../secrets.ts'
import { unless } from '../aws/unless.ts'
import type { Wait } from '../aws/wait-out-throttling.ts'
import { notOurs } from './not-ours.ts'
import type { Put } from './edge-code.ts'

/** A secret by the name that the function reads it by. */
export interface NamedSecret {
  name: string
  /** Undefined where nobody gave one: what is there stays. */
  value: string | undefined
}

/** The KeyValueStore of a function, with its secrets in it. Each step may be repeated. */
export interface SecretStore {
  /** Once the store is known to be there. */
  readonly arn: string | undefined
  /** The secret of this name that is there, or will be. It is for signing alone, and never shown. */
  value: (name: string) => string | undefined
  /**
   * Looks and changes nothing. `create` and `update`: what `put` would do.
   *
   * @throws {UsageError} where one is not there, and nobody gave it
   */
  look: () => Promise<'create' | 'update' | 'nothing'>
  /** Makes the store, waits until it is ready, and puts the secrets into it. */
  put: () => Promise<Put>
}

const mark = 'Written by edgemint attach: what its function verifies tokens with'

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-keyvaluestores */
const largest = 1024

/** @param name as `resourceName` makes it */
export function secretStore(
  { cloudfront, stores }: { cloudfront: CloudFront; stores: CloudFrontKeyValueStore },
  name: string,
  secrets: NamedSecret[],
  wait: Wait,
): SecretStore {
  for (const { name: key, value } of secrets) if (value !== undefined) checkSecret(key, value)
  let arn: string | undefined
  const present: Record<string, string | undefined> = {}
  const isNew = ({ name: key, value }: NamedSecret): boolean =>
    value !== undefined && value !== present[key]
  const look = async (): ReturnType<SecretStore['look']> => {
    const found = await readStore(cloudfront, name)
    arn = found?.arn
    for (const { name: key, value } of secrets) {
      // What is in a store can be read once it is ready; before that there is nothing in it.
      present[key] = found?.isReady ? await readValue(stores, found.arn, key) : undefined
      if (value === undefined && present[key] === undefined) throw missing(key)
    }
    const changed = secrets.filter(isNew)
    if (changed.length === 0) return 'nothing'
    return changed.some(({ name: key }) => present[key] !== undefined) ? 'update' : 'create'
  }
  return {
    get arn() {
      return arn
    },
    value: (key) => secrets.find((secret) => secret.name === key)?.value ?? present[key],
    look,
    async put() {
      const next = await look()
      if (next === 'nothing') return 'there already'
      arn = await makeReady(cloudfront, name, wait)
      for (const secret of secrets)
        if (isNew(secret)) await putValue(stores, arn, secret.name, secret.value!)
      return next === 'create' ? 'created' : 'updated'
    },
  }
}

/** The store of this name, with what a change of it must name; undefined where there is none. */
async function readStore(
  cloudfront: CloudFront,
  name: string,
): Promise<{ arn: string; etag: string; isReady: boolean } | undefined> {
  const found = await unless('EntityNotFound', () =>
    cloudfront.describeKeyValueStore({ Name: name }),
  )
  if (!found) return undefined
  const { ARN, Comment, Status } = found.KeyValueStore!
  if (Comment !== mark) throw notOurs(name)
  return { arn: ARN!, etag: found.ETag!, isReady: Status === 'READY' }
}

/** A new store takes half a minute. */
async function makeReady(cloudfront: CloudFront, name: string, wait: Wait): Promise<string> {
  // After a call whose answer was lost it is there: the reading finds ours, or a stranger's.
  if (!(await readStore(cloudfront, name))) {
    await unless('EntityAlreadyExists', () =>
      cloudfront.createKeyValueStore({ Name: name, Comment: mark }),
    )
  }
  for (let tries = 60; ; tries--) {
    const { arn, isReady } = (await readStore(cloudfront, name)) ?? {}
    if (isReady) return arn!
    if (tries === 1) {
      throw new UsageError(
        `CloudFront does not get the KeyValueStore ${name} ready.\n  → Run the same command again.`,
        1,
      )
    }
    await wait(3, 'CloudFront makes the KeyValueStore')
  }
}

async function readValue(
  stores: CloudFrontKeyValueStore,
  KvsARN: string,
  Key: string,
): Promise<string | undefined> {
  const found = await unless('ResourceNotFoundException', () => stores.getKey({ KvsARN, Key }))
  return found?.Value
}

/** The store must be as it was when it was read: somebody else may put other keys into it meanwhile. */
async function putValue(
  stores: CloudFrontKeyValueStore,
  KvsARN: string,
  Key: string,
  Value: string,
): Promise<void> {
  for (let tries = 5; ; tries--) {
    const { ETag } = await stores.describeKeyValueStore({ KvsARN })
    const isDone = await unless('ConflictException', () =>
      stores.putKey({ KvsARN, Key, Value, IfMatch: ETag! }),
    )
    if (isDone || (await readValue(stores, KvsARN, Key)) === Value) return
    if (tries > 1) continue
    throw new UsageError(
      'somebody else changes the KeyValueStore again and again.\n  → Run the same command again.',
      1,
    )
  }
}

/** @returns what became of it */
export async function deleteStore(
  cloudfront: CloudFront,
  name: string,
): Promise<'deleted' | 'in use' | 'none'> {
  const found = await readStore(cloudfront, name)
  if (!found) return 'none'
  try {
    await cloudfront.deleteKeyValueStore({ Name: name, IfMatch: found.etag })
    return 'deleted'
  } catch (error) {
    const { name: problem } = error as Error
    if (problem === 'EntityNotFound') return 'deleted'
    if (problem === 'CannotDeleteEntityWhileInUse') return 'in use'
    throw error
  }
}

function checkSecret(key: string, value: string): void {
  const wrong = weakness(value)
  if (wrong !== undefined) {
    throw new UsageError(`the secret ${key} ${wrong}.\n  → A new one: ${newSecret}`)
  }
  const size = Buffer.byteLength(value)
  if (size <= largest) return
  throw new UsageError(
    `the secret ${key} has ${size} octets, and a KeyValueStore takes ${largest}.\n  → Leave out lines that no token is signed with any more.`,
  )
}

function missing(key: string): UsageError {
  return new UsageError(
    `the secret ${key} is not in the function's KeyValueStore, and nobody has given it.\n  → Set the environment variable ${key}, or send the secret by standard input: --secret-stdin --yes < FILE`,
  )
}
