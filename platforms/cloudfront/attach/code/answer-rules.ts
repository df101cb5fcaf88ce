import type { CloudFront, ResponseHeadersPolicyConfig } from '@aws-sdk/client-cloudfront'
import { policyHeaders, everRemoved } from '../../answer-headers.ts'
import { unless } from '../aws/unless.ts'
import type { EdgeState, Put } from './edge-code.ts'
import { notOurs } from './not-ours.ts'

/** A bridge's response headers policy, as AWS has it. */
interface Present {
  id: string
  config: ResponseHeadersPolicyConfig
}

const mark = 'Written by edgemint attach: the answers of a bridge'

/**
 * The response headers policy of a bridge. Each step may be repeated. What its owner has added to it stays, but
 * for CORS, which would let other sites in.
 *
 * @param removed the headers of the API that it takes out
 */
export function answerRules(cloudfront: CloudFront, name: string, removed: string[]) {
  let present: Present | undefined
  return {
    /** Once it is known to be there. */
    get id(): string | undefined {
      return present?.id
    },
    /** Looks and changes nothing. `create` and `update`: what is to be done. */
    async look(): Promise<EdgeState['next']> {
      present = await readPolicy(cloudfront, name)
      if (!present) return 'create'
      return holds(present.config, removed) ? 'nothing' : 'update'
    },
    /** Makes it where it is missing: nobody meets it before a behavior names it. */
    async create(): Promise<Put> {
      if (present) return 'there already'
      const made = await unless('ResponseHeadersPolicyAlreadyExists', () =>
        cloudfront.createResponseHeadersPolicy({
          ResponseHeadersPolicyConfig: withRules({ Name: name, Comment: mark }, removed),
        }),
      )
      const policy = made?.ResponseHeadersPolicy
      // After a call whose answer was lost it is there: the reading finds ours, or a stranger's.
      present = policy
        ? { id: policy.Id!, config: policy.ResponseHeadersPolicyConfig! }
        : (await readPolicy(cloudfront, name))!
      return 'created'
    },
    /** Puts right what somebody else has changed in it. That holds at once. */
    async putRight(): Promise<void> {
      const { id, config } = present!
      if (holds(config, removed)) return
      const { ETag, ResponseHeadersPolicy } = await cloudfront.getResponseHeadersPolicy({ Id: id })
      await cloudfront.updateResponseHeadersPolicy({
        Id: id,
        IfMatch: ETag!,
        ResponseHeadersPolicyConfig: withRules(
          ResponseHeadersPolicy!.ResponseHeadersPolicyConfig!,
          removed,
        ),
      })
    },
  }
}

/** @returns what became of it */
export async function deleteRules(
  cloudfront: CloudFront,
  name: string,
): Promise<'deleted' | 'in use' | 'none'> {
  const present = await readPolicy(cloudfront, name)
  const found =
    present &&
    (await unless('NoSuchResponseHeadersPolicy', () =>
      cloudfront.getResponseHeadersPolicy({ Id: present.id }),
    ))
  if (!found) return 'none'
  try {
    await cloudfront.deleteResponseHeadersPolicy({ Id: present!.id, IfMatch: found.ETag! })
    return 'deleted'
  } catch (error) {
    const { name: problem } = error as Error
    if (problem === 'NoSuchResponseHeadersPolicy') return 'deleted'
    if (problem === 'ResponseHeadersPolicyInUse') return 'in use'
    throw error
  }
}

/** The policy of this name: it is found by its Id alone, so all of the account are listed. */
async function readPolicy(cloudfront: CloudFront, name: string): Promise<Present | undefined> {
  let Marker: string | undefined
  do {
    const { ResponseHeadersPolicyList } = await cloudfront.listResponseHeadersPolicies({
      Type: 'custom',
      ...(Marker !== undefined && { Marker }),
    })
    for (const { ResponseHeadersPolicy } of ResponseHeadersPolicyList?.Items ?? []) {
      const { Id, ResponseHeadersPolicyConfig: config } = ResponseHeadersPolicy!
      if (config!.Name !== name) continue
      if (config!.Comment !== mark) throw notOurs(name)
      return { id: Id!, config: config! }
    }
    Marker = ResponseHeadersPolicyList?.NextMarker
  } while (Marker)
  return undefined
}

const { cacheControl, contentSecurityPolicy } = policyHeaders

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyConfig.html */
function withRules(
  config: ResponseHeadersPolicyConfig,
  removed: string[],
): ResponseHeadersPolicyConfig {
  const { CorsConfig: _, ...kept } = config
  const theirs = {
    removed: (config.RemoveHeadersConfig?.Items ?? []).filter(
      ({ Header }) => !everRemoved.some((own) => isSame(own, Header)),
    ),
    custom: (config.CustomHeadersConfig?.Items ?? []).filter(
      ({ Header }) => !isSame('Cache-Control', Header),
    ),
  }
  const removals = [...removed.map((Header) => ({ Header })), ...theirs.removed]
  const additions = [
    { Header: 'Cache-Control', Value: cacheControl, Override: false },
    ...theirs.custom,
  ]
  return {
    ...kept,
    RemoveHeadersConfig: { Quantity: removals.length, Items: removals },
    CustomHeadersConfig: { Quantity: additions.length, Items: additions },
    SecurityHeadersConfig: {
      ...config.SecurityHeadersConfig,
      ContentTypeOptions: { Override: true },
      ContentSecurityPolicy: {
        Override: true,
        ContentSecurityPolicy: contentSecurityPolicy,
      },
    },
  }
}

function holds(config: ResponseHeadersPolicyConfig, removed: string[]): boolean {
  const { CorsConfig, RemoveHeadersConfig, CustomHeadersConfig, SecurityHeadersConfig } = config
  const isRemoved = (name: string): boolean =>
    RemoveHeadersConfig?.Items?.some(({ Header }) => isSame(name, Header)) ?? false
  const cache = CustomHeadersConfig?.Items?.find(({ Header }) => isSame('Cache-Control', Header))
  const { ContentTypeOptions, ContentSecurityPolicy } = SecurityHeadersConfig ?? {}
  return (
    CorsConfig === undefined &&
    everRemoved.every((each) => isRemoved(each) === removed.includes(each)) &&
    cache?.Value === cacheControl &&
    cache.Override === false &&
    ContentTypeOptions?.Override === true &&
    ContentSecurityPolicy?.Override === true &&
    ContentSecurityPolicy.ContentSecurityPolicy === contentSecurityPolicy
  )
}

function isSame(name: string, other: string | undefined): boolean {
  return other?.toLowerCase() === name.toLowerCase()
}
