import { after } from 'node:test'
import { removedHeaders } from '../../../platforms/cloudfront/answer-headers.ts'
import { attach } from '../../../platforms/cloudfront/attach/attach.ts'
import type { Outcome } from '../../../platforms/cloudfront/attach/attach-request.ts'
import { awsFailure } from '../../../platforms/cloudfront/attach/aws/aws-failure.ts'
import type { EdgeRuntime } from '../../../platforms/cloudfront/attach/config/behavior.ts'
import { connect, type Account } from '../../../platforms/cloudfront/attach/aws/connect.ts'
import { bridgeProofs } from '../../../platforms/cloudfront/attach/contract/bridge-proofs.ts'
import { contractVectors } from '../../../platforms/cloudfront/attach/contract/contract-vectors.ts'
import { detach } from '../../../platforms/cloudfront/attach/detach.ts'
import { readConfig } from '../../../platforms/cloudfront/attach/config/distribution.ts'
import { removeBridge } from '../../../platforms/cloudfront/attach/config/edit-bridge.ts'
import { removeEndpoint } from '../../../platforms/cloudfront/attach/config/edit-config.ts'
import { resourceName } from '../../../platforms/cloudfront/attach/resource-name.ts'
import type { Talk } from '../../../platforms/cloudfront/attach/talk.ts'
import { buildTarget, type BuiltFile } from '../../../platforms/build.ts'
import { secretNames } from '../../../platforms/secrets.ts'
import type { EdgemintConfig } from '../../../shared/config/config.ts'
import { endpointPaths } from '../../../shared/core/paths.ts'
import type { Policy } from '../../../shared/core/policy.ts'
import { findTarget } from '../../../platforms/targets.ts'
import { exampleDistribution } from '../../cloudfront-stand-in/clients.ts'
import { startStandIn, type StandIn } from '../../cloudfront-stand-in/stand-in.ts'
import { exampleCredentials } from '../../cloudfront-stand-in/state.ts'
import { policyOf } from '../policy-of.ts'

export const site = 'https://www.example.com'
export const path = '/set-auth-token'

/** Elements that no SDK knows, at three depths. */
export const strangeDistribution = exampleDistribution
  .replace('<DefaultRootObject>', '<Quantum><Depth>3</Depth></Quantum><DefaultRootObject>')
  .replace('<PathPattern>/api/*', '<NewPolicyId>theirs</NewPolicyId><PathPattern>/api/*')
  .replace('<CacheBehaviors>', '<CacheBehaviors><Newer>yes</Newer>')

const built = new Map<string, Promise<string[]>>()

/** What is built for a runtime, its bundle first. Another life of the cookie is new code. */
function codesFor(runtime: EdgeRuntime, policy: Policy): Promise<string[]> {
  const key = `${runtime} ${JSON.stringify(policy)}`
  const target = findTarget(runtime === 'function' ? 'cloudfront' : 'lambda-edge')
  const codes = built.get(key) ?? buildTarget(target, policy).then((files) => files.map(contentsOf))
  built.set(key, codes)
  return codes
}

const contentsOf = ({ contents }: BuiltFile): string => contents

/** Of a config that verifies tokens, where there is a secret. */
export const secretName = 'AUTH_TOKEN_SECRET'
const verify = { algorithm: 'HS256', secret: secretName } as const

export interface Rig {
  standIn: StandIn
  id: string
  name: string
  /** What attach said, each run anew. */
  said: string[]
  attach: (runtime: EdgeRuntime, options?: Partial<Choice>) => Promise<Outcome>
  detach: (runtime?: EdgeRuntime, isDryRun?: boolean, path?: string) => Promise<Outcome>
  /** Its config without the behavior of ours. */
  others: () => string
  close: () => Promise<void>
}

export interface Choice {
  maxAge: number
  isDryRun: boolean
  /** What the owner answers: to each question, or to this one. */
  isAgreed: boolean | ((question: string) => boolean)
  /** How many requests of the contract are asked. */
  vectors: number
  /** How many of each of the bridge's functions; as many, unless it is said. */
  proofs: number
  /** The endpoint's, and those below it. */
  paths: string[]
  isRuntimeNamed: boolean
  /** Whether tokens are verified. */
  isVerified: boolean
  /** With what; undefined where nobody gives it. */
  secret: string | undefined
  /** The API that is bridged to, and edgemint's own secret where its cookies are stamped. */
  bridge: BridgeChoice | undefined
}

export interface BridgeChoice {
  /** Default: `/backend`. */
  path?: string
  /** Default: `https://api.vendor.com/v1`. */
  api?: string
  stamp?: string
  /** Names of the API's cookies that pass. */
  cookies?: string[]
  /** Whether the endpoint asks the API for tokens. */
  hasTokens?: boolean
  /** What else the config has. */
  more?: Partial<EdgemintConfig>
}

/** The name that edgemint's own secret is bound by, where there is one. */
export const stampName = 'EDGEMINT_SECRET'

/** A distribution in the stand-in, and attach and detach as the command calls them. */
export async function startRig(xml = strangeDistribution): Promise<Rig> {
  const standIn = await startStandIn()
  useStandIn(standIn)
  const id = standIn.addDistribution(xml)
  const name = resourceName(id, path)
  const said: string[] = []
  return {
    standIn,
    id,
    name,
    said,
    attach: (runtime, choice) => runAttach(id, runtime, choice, said),
    detach: (runtime, isDryRun, from) => runDetach(id, runtime, isDryRun, said, from),
    others: () => {
      const config = readConfig(standIn.distributionXml(id))
      return removeEndpoint(removeBridge(config, name), { paths: [path], name }).xml
    },
    close: () => standIn.close(),
  }
}

/** Until the test that asked for it ends. */
export async function rigForTest(xml?: string): Promise<Rig> {
  const rig = await startRig(xml)
  after(() => rig.close())
  return rig
}

/** Seconds that a call may take. */
export const limits = { answer: 30 }

/** At the endpoint that the environment names. No time passes. */
export function runAttach(
  distribution: string,
  runtime: EdgeRuntime,
  {
    maxAge = 3600,
    isDryRun = false,
    isAgreed = true,
    vectors = 1,
    proofs = vectors,
    paths,
    isRuntimeNamed = true,
    isVerified = false,
    secret,
    bridge,
  }: Partial<Choice> = {},
  said: string[] = [],
): Promise<Outcome> {
  return inWords(said, async () => {
    const policy = policyOf({
      cookie: { maxAge },
      ...(isVerified && { verify }),
      ...(bridge && bridgeConfig(bridge)),
    })
    const [code] = await codesFor(runtime, policy)
    const [atRequest, atResponse] = await codesFor('function', policy)
    const verifying = isVerified ? [{ name: secretName, value: secret }] : []
    const stamping = bridge?.stamp === undefined ? [] : [{ name: stampName, value: bridge.stamp }]
    const secrets = [...(runtime === 'function' ? verifying : []), ...stamping]
    const parameters = secretNames(policy)
    const request = {
      distribution,
      runtime,
      isRuntimeNamed,
      site,
      paths: paths ?? endpointPaths(policy),
      code,
      isDryRun,
    }
    const talk = talkInto(said, isAgreed)
    return await attach(
      await account(runtime, secrets.length > 0),
      {
        ...request,
        secrets,
        parameters,
        // Where tokens are verified, those that are signed come last.
        vectors: (read) => {
          const asked = contractVectors(site, policy, runtime, read(secretName) ?? secret)
          return isVerified ? asked.slice(-vectors) : asked.slice(0, vectors)
        },
        bridge: policy.bridge && {
          path: policy.bridge.path,
          origin: policy.bridge.origin,
          removed: removedHeaders(policy.bridge),
          code: { request: atRequest, response: atResponse },
          proofs: (read) => {
            const asked = bridgeProofs(site, policy, read(stampName))
            // The last of the first function's is a request that passes.
            return {
              request: asked.request.slice(-proofs),
              response: asked.response.slice(-proofs),
            }
          },
        },
      },
      talk,
    )
  })
}

function bridgeConfig(choice: BridgeChoice): Partial<EdgemintConfig> {
  const {
    path: own = '/backend',
    api = 'https://api.vendor.com/v1',
    stamp,
    hasTokens,
    cookies = [],
    more,
  } = choice
  return {
    ...more,
    api,
    bridge: {
      path: own,
      cookies,
      ...(hasTokens ? { preset: 'kuroco' } : { header: 'X-Access-Token' }),
    },
    ...(stamp !== undefined && { secret: stampName }),
  }
}

export function runDetach(
  distribution: string,
  runtime?: EdgeRuntime,
  isDryRun = false,
  said: string[] = [],
  from?: string,
): Promise<Outcome> {
  const request = { distribution, path: from, runtime, isDryRun }
  return inWords(said, () => detach(account, request, talkInto(said, true)))
}

async function inWords(said: string[], steps: () => Promise<Outcome>): Promise<Outcome> {
  said.length = 0
  try {
    return await steps()
  } catch (error) {
    throw awsFailure(error)
  }
}

function talkInto(said: string[], isAgreed: Choice['isAgreed']): Talk {
  return {
    say: (line) => void said.push(line),
    done: (step) => void said.push(`✓ ${step}`),
    progress: () => {},
    wait,
    confirm: async (question) => (typeof isAgreed === 'boolean' ? isAgreed : isAgreed(question)),
    save: async ({ etag }) => void said.push(`kept ${etag}`),
  }
}

/** As a user names an endpoint and credentials. */
export function useStandIn({ endpoint }: StandIn): Record<string, string> {
  const variables = {
    AWS_ENDPOINT_URL: endpoint,
    // Before this one comes the account, which no address can have.
    AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE: endpoint.replace('127.0.0.1', 'localhost'),
    AWS_ACCESS_KEY_ID: exampleCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: exampleCredentials.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  }
  Object.assign(process.env, variables)
  return variables
}

async function wait(): Promise<void> {}

function account(runtime: EdgeRuntime, hasStore = false): Promise<Account> {
  return connect({ runtime, hasStore, wait, timeout: limits.answer })
}
