import { readFileSync } from 'node:fs'
import { exampleCredentials } from './state.ts'
import { startStandIn } from './stand-in.ts'

// `node test/cloudfront-stand-in/main.ts [port]`: the stand-in with one distribution, until Ctrl+C.

const example = new URL('example-distribution.xml', import.meta.url)
const standIn = await startStandIn({ port: Number(process.argv[2] ?? 0) })
const id = standIn.addDistribution(readFileSync(example, 'utf8'))
process.stdout
  .write(`CloudFront's stand-in, with distribution ${id} of www.example.com. In another terminal:

export AWS_ENDPOINT_URL=${standIn.endpoint} AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
export AWS_ACCESS_KEY_ID=${exampleCredentials.accessKeyId}
export AWS_SECRET_ACCESS_KEY=${exampleCredentials.secretAccessKey}

Ctrl+C ends it; nothing is kept.
`)
