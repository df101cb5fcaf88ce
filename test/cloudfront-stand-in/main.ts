import { readFileSync } from 'node:fs'
import { exampleCredentials } from './state.ts'
import { startStandIn } from './stand-in.ts'

// `node test/cloudfront-stand-in/main.ts [port]`: the stand-in with one distribution, until Ctrl+C.

const example = readFileSync(new URL('example-distribution.xml', import.meta.url), 'utf8')
const standIn = await startStandIn({ port: Number(process.argv[2] ?? 0) })
const id = standIn.addDistribution(example.replaceAll('www.example.com', 'cloudfront.localhost'))
process.stdout
  .write(`CloudFront's stand-in, with distribution ${id} of cloudfront.localhost. In another terminal:

export AWS_ENDPOINT_URL=${standIn.endpoint} AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
export AWS_ACCESS_KEY_ID=${exampleCredentials.accessKeyId}
export AWS_SECRET_ACCESS_KEY=${exampleCredentials.secretAccessKey}

To rehearse edgemint attach, let \`npm start\` serve that site in a third one, and call

export NODE_EXTRA_CA_CERTS=node_modules/.cache/edgemint/localhost-certificate.pem
node cli/edgemint.js attach --distribution ${id} --config test/cloudfront-stand-in/rehearsal.config.ts
node cli/edgemint.js detach --distribution ${id}

Ctrl+C ends it; nothing is kept.
`)
