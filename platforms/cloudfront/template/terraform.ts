import { policyHeaders } from '../answer-headers.ts'
import { apiOrigin } from '../api-origin.ts'
import type { ViewerEvent } from '../attach/code/edge-code.ts'
import { methods, policies } from '../attach/config/behavior.ts'
import { bridgeName } from '../attach/resource-name.ts'
import { keptErrors, whyNotKept } from '../kept-errors.ts'
import {
  answersComment,
  functionsOf,
  keptSecret,
  ownPlaces,
  patternsOf,
  putKey,
  requestPart,
  type Endpoint,
  type Part,
  type TemplateBridge,
  type TemplateFunction,
} from './endpoint.ts'
import { lambdaFunction } from './terraform-lambda.ts'
import { aligned, inHeredoc, list, setting, type Setting } from './terraform-syntax.ts'

/**
 * HCL for Terraform and OpenTofu.
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/cloudfront_function.html.markdown
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/lambda_function.html.markdown
 */
export function terraform(endpoint: Endpoint): string {
  const { paths, bridge } = endpoint
  const parts = [
    ...resources(endpoint),
    `# 2. Into your aws_cloudfront_distribution, before every ordered_cache_behavior that catches
#    ${ownPlaces(endpoint)}. target_origin_id: one of your origins. It is not asked, since the function answers.
${paths.map((path) => behavior(path, 'YOUR-ORIGIN', associationOf(endpoint))).join('\n')}`,
    ...(bridge ? bridging(endpoint, bridge) : []),
  ]
  return parts.join('\n')
}

/** All but the distribution. */
function resources(endpoint: Endpoint): string[] {
  const { runtime, bridge } = endpoint
  const functions = functionsOf(endpoint)
  const secret = keptSecret(functions)
  const own = functions.map(cloudFrontFunction)
  const kept = secret === undefined ? [] : [store(endpoint, secret)]
  const rules = bridge ? [answerRules(endpoint, bridge)] : []
  if (runtime === 'lambda-edge') return [lambdaFunction(endpoint), ...kept, ...own, ...rules]
  if (kept.length > 0) return [...kept, ...own, ...rules]
  return [`# 1. The function.\n${own[0]}`, ...own.slice(1), ...rules]
}

function store({ name, runtime }: Endpoint, secret: string): string {
  const heading =
    runtime === 'function'
      ? '# 1. The function, and the store that its secret is in. Once that is there,'
      : '# The functions of the bridge, and the store that their secret is in. Once that is there,'
  return `${heading} put the secret into it
#    (ETAG: aws cloudfront-keyvaluestore describe-key-value-store):
#    ${putKey(secret, 'ARN')}
resource "aws_cloudfront_key_value_store" "edgemint" {
  name = "${name}"
}
`
}

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/cloudfront_key_value_store.html.markdown */
function cloudFrontFunction({ part, name, comment: says, code, secret }: TemplateFunction): string {
  const settings: Setting[] = [
    ['name', `"${name}"`],
    ['comment', `"${says}"`],
    ['runtime', '"cloudfront-js-2.0"'],
    ['publish', 'true'],
    ...setting(
      'key_value_store_associations',
      secret && '[aws_cloudfront_key_value_store.edgemint.arn]',
    ),
    ['code', '<<EOT'],
  ]
  return `resource "aws_cloudfront_function" "${ids[part]}" {
${aligned(settings)}
${inHeredoc(code)}
EOT
}
`
}

const ids: Record<Part, string> = {
  '': 'edgemint',
  BridgeRequest: 'edgemint_bridge_request',
  BridgeResponse: 'edgemint_bridge_response',
}

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/cloudfront_response_headers_policy.html.markdown */
function answerRules({ name }: Endpoint, bridge: TemplateBridge): string {
  const { cacheControl, contentSecurityPolicy } = policyHeaders
  return `resource "aws_cloudfront_response_headers_policy" "edgemint_bridge" {
  name    = "${bridgeName(name)}"
  comment = "${answersComment(bridge)}"

  remove_headers_config {
    dynamic "items" {
      for_each = [
${bridge.removed.map((header) => `        "${header}",\n`).join('')}      ]
      content {
        header = items.value
      }
    }
  }
  custom_headers_config {
    items {
      header   = "Cache-Control"
      override = false
      value    = "${cacheControl}"
    }
  }
  security_headers_config {
    content_security_policy {
      content_security_policy = "${contentSecurityPolicy}"
      override                = true
    }
    content_type_options {
      override = true
    }
  }
}
`
}

/** The behaviors of the bridge, and the API as an origin. */
function bridging(endpoint: Endpoint, bridge: TemplateBridge): string[] {
  const id = bridgeName(endpoint.name)
  const { domain, port, protocol, tls } = apiOrigin(bridge.origin)
  const associations = [
    runs('viewer-request', requestPart(endpoint)),
    runs('viewer-response', 'BridgeResponse'),
  ].join('\n  ')
  const answers = 'aws_cloudfront_response_headers_policy.edgemint_bridge.id'
  return [
    ...patternsOf(bridge).map((pattern) => behavior(pattern, id, associations, answers)),
    `# 3. Into the same: the API.
origin {
  origin_id   = "${id}"
  domain_name = "${domain}"

  custom_origin_config {
    http_port              = 80
    https_port             = ${port}
    origin_protocol_policy = "${protocol}"
    origin_ssl_protocols   = ["${tls}"]
  }
}
`,
    `# 4. Into the same.
${whyNotKept.map((line) => `#    ${line}\n`).join('')}${keptErrors.map(keepNone).join('')}`,
  ]
}

function keepNone(status: string): string {
  return `custom_error_response {
  error_code            = ${status}
  error_caching_min_ttl = 0
}
`
}

function associationOf({ runtime }: Endpoint): string {
  return runtime === 'function'
    ? runs('viewer-request', '')
    : `lambda_function_association {
    event_type   = "viewer-request"
    lambda_arn   = aws_lambda_function.edgemint.qualified_arn
    include_body = true
  }`
}

function runs(event: ViewerEvent, part: Part): string {
  return `function_association {
    event_type   = "${event}"
    function_arn = aws_cloudfront_function.${ids[part]}.arn
  }`
}

function behavior(pattern: string, origin: string, association: string, answers?: string): string {
  const settings: Setting[] = [
    ['path_pattern', `"${pattern}"`],
    ['target_origin_id', `"${origin}"`],
    ['viewer_protocol_policy', '"https-only"'],
    ['allowed_methods', list(methods)],
    ['cached_methods', '["GET", "HEAD"]'],
    ['cache_policy_id', `"${policies.cachingDisabled}" # Managed-CachingDisabled`],
    [
      'origin_request_policy_id',
      `"${policies.allViewerExceptHostHeader}" # Managed-AllViewerExceptHostHeader`,
    ],
    ...setting('response_headers_policy_id', answers),
    ['compress', 'false'],
  ]
  return `ordered_cache_behavior {
${aligned(settings)}

  ${association}
}
`
}
