import { transform } from 'esbuild'

/**
 * A bundle for Lambda as a CommonJS module: a function that stands inside a template becomes `index.js`, which
 * Lambda reads as one.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html
 */
export async function commonJs(code: string): Promise<string> {
  return (await transform(code, { format: 'cjs', platform: 'node', target: 'node22' })).code
}
