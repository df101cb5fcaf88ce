import { logging, parameterArn, trust } from '../attach/code/lambda-role.ts'
import { methods, policies } from '../attach/config/behavior.ts'
import { comment, lambda, putKey, putParameter, type Endpoint } from './endpoint.ts'

/**
 * HCL for Terraform and OpenTofu.
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/cloudfront_function.html.markdown
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/lambda_function.html.markdown
 */
export function terraform(endpoint: Endpoint): string {
  const { runtime, paths } = endpoint
  return `${runtime === 'function' ? cloudFrontFunction(endpoint) : lambdaFunction(endpoint)}
# 2. Into your aws_cloudfront_distribution, before every ordered_cache_behavior that catches
#    ${paths.join(' or ')}. target_origin_id: one of your origins. It is not asked, since the function answers.
${paths.map((path) => behavior(path, endpoint)).join('\n')}`
}

function cloudFrontFunction(endpoint: Endpoint): string {
  const [secret] = endpoint.secrets
  if (secret) {
    return `# 1. The function, and the store that its secret is in. Once that is there, put the secret into it
#    (ETAG: aws cloudfront-keyvaluestore describe-key-value-store):
#    ${putKey(secret, 'ARN')}
resource "aws_cloudfront_key_value_store" "edgemint" {
  name = "${endpoint.name}"
}

resource "aws_cloudfront_function" "edgemint" {
  name                         = "${endpoint.name}"
  comment                      = "${comment(endpoint)}"
  runtime                      = "cloudfront-js-2.0"
  publish                      = true
  key_value_store_associations = [aws_cloudfront_key_value_store.edgemint.arn]
  code                         = <<EOT
${inHeredoc(endpoint.code)}
EOT
}
`
  }
  return `# 1. The function.
resource "aws_cloudfront_function" "edgemint" {
  name    = "${endpoint.name}"
  comment = "${comment(endpoint)}"
  runtime = "cloudfront-js-2.0"
  publish = true
  code    = <<EOT
${inHeredoc(endpoint.code)}
EOT
}
`
}

function lambdaFunction(endpoint: Endpoint): string {
  const [{ Principal, Action }] = trust.Statement
  return `# 1. The function and its role. Lambda@Edge is kept in us-east-1, wherever the rest is. The zip is
#    made by the provider hashicorp/archive.
provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"
}

resource "aws_iam_role" "edgemint" {
  name = "${endpoint.name}"
  assume_role_policy = jsonencode({
    Version = "${trust.Version}"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = ${list(Principal.Service)} }
      Action    = "${Action}"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "edgemint" {
  role       = aws_iam_role.edgemint.name
  policy_arn = "${logging}"
}
${parameters(endpoint)}
data "archive_file" "edgemint" {
  type        = "zip"
  output_path = "\${path.module}/edgemint.zip"
  source {
    filename = "index.js"
    content  = <<EOT
${inHeredoc(endpoint.code)}
EOT
  }
}

resource "aws_lambda_function" "edgemint" {
  provider         = aws.us_east_1
  function_name    = "${endpoint.name}"
  description      = "${comment(endpoint)}"
  role             = aws_iam_role.edgemint.arn
  runtime          = "${lambda.runtime}"
  handler          = "${lambda.handler}"
  memory_size      = ${lambda.memory}
  timeout          = ${lambda.timeout}
  filename         = data.archive_file.edgemint.output_path
  source_code_hash = data.archive_file.edgemint.output_base64sha256
  publish          = true
}
`
}

/** Lets the function read its secrets. */
function parameters({ secrets }: Endpoint): string {
  if (secrets.length === 0) return ''
  return `
# Put each there: ${putParameter(secrets[0])}
resource "aws_iam_role_policy" "edgemint" {
  name = "edgemint-secrets"
  role = aws_iam_role.edgemint.name
  policy = jsonencode({
    Version = "${trust.Version}"
    Statement = [{
      Effect   = "Allow"
      Action   = "ssm:GetParameter"
      Resource = ${list(secrets.map((name) => parameterArn('*', name)))}
    }]
  })
}
`
}

function behavior(path: string, { runtime }: Endpoint): string {
  const association =
    runtime === 'function'
      ? `function_association {
    event_type   = "viewer-request"
    function_arn = aws_cloudfront_function.edgemint.arn
  }`
      : `lambda_function_association {
    event_type   = "viewer-request"
    lambda_arn   = aws_lambda_function.edgemint.qualified_arn
    include_body = true
  }`
  return `ordered_cache_behavior {
  path_pattern             = "${path}"
  target_origin_id         = "YOUR-ORIGIN"
  viewer_protocol_policy   = "https-only"
  allowed_methods          = ${list(methods)}
  cached_methods           = ["GET", "HEAD"]
  cache_policy_id          = "${policies.cachingDisabled}" # Managed-CachingDisabled
  origin_request_policy_id = "${policies.allViewerExceptHostHeader}" # Managed-AllViewerExceptHostHeader
  compress                 = false

  ${association}
}
`
}

function list(words: string[]): string {
  return `[${words.map((word) => `"${word}"`).join(', ')}]`
}

/** Terraform reads `${` and `%{` in a text as the beginning of its own expressions. */
function inHeredoc(code: string): string {
  // By a function: in a replacement's text, `$$` stands for one `$`.
  return code.trimEnd().replaceAll(/[$%](?=\{)/g, (sign) => sign + sign)
}
