import { methods, policies } from '../attach/config/behavior.ts'
import type { Endpoint } from './endpoint.ts'

/**
 * HCL for Terraform and OpenTofu.
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/cloudfront_function.html.markdown
 */
export function terraform({ path, name, code }: Endpoint): string {
  return `# 1. The function.
resource "aws_cloudfront_function" "edgemint" {
  name    = "${name}"
  comment = "edgemint answers ${path}"
  runtime = "cloudfront-js-2.0"
  publish = true
  code    = <<EOT
${inHeredoc(code)}
EOT
}

# 2. Into your aws_cloudfront_distribution, before every ordered_cache_behavior that catches ${path}.
#    target_origin_id: one of your origins. It is not asked, since the function answers.
ordered_cache_behavior {
  path_pattern             = "${path}"
  target_origin_id         = "YOUR-ORIGIN"
  viewer_protocol_policy   = "https-only"
  allowed_methods          = [${methods.map((method) => `"${method}"`).join(', ')}]
  cached_methods           = ["GET", "HEAD"]
  cache_policy_id          = "${policies.cachingDisabled}" # Managed-CachingDisabled
  origin_request_policy_id = "${policies.allViewerExceptHostHeader}" # Managed-AllViewerExceptHostHeader
  compress                 = false

  function_association {
    event_type   = "viewer-request"
    function_arn = aws_cloudfront_function.edgemint.arn
  }
}
`
}

/** Terraform reads `${` and `%{` in a text as the beginning of its own expressions. */
function inHeredoc(code: string): string {
  return code.trimEnd().replaceAll('${', '$${').replaceAll('%{', '%%{')
}
