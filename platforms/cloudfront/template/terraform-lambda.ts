import { logging, parameterArn, trust } from '../attach/code/lambda-role.ts'
import { lambdaSettings } from '../lambda-settings.ts'
import { comment, putParameter, type Endpoint } from './endpoint.ts'
import { inHeredoc, list } from './terraform-syntax.ts'

/** The function, the role that it takes, and the zip that it is in. */
export function lambdaFunction(endpoint: Endpoint): string {
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
  runtime          = "${lambdaSettings.Runtime}"
  handler          = "${lambdaSettings.Handler}"
  memory_size      = ${lambdaSettings.MemorySize}
  timeout          = ${lambdaSettings.Timeout}
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
