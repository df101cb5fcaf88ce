import { finishCloudFrontFunction } from '../../platforms/cloudfront/finish-function.ts'
import { startNjs } from '../../platforms/cloudfront/runtime.ts'
import { checkAnswers, type Bench } from './bench.ts'
import { browserRequest } from './browser-request.ts'
import { bundlePeer, ourBundle } from './contestants.ts'
import { countInstructions } from './count-instructions.ts'
import { inNjs } from './sections.ts'
import { tableRows } from './table.ts'
import { takeSamples } from './take-samples.ts'

const mint = browserRequest('PUT')

/** The same to the digit on every run: once is enough. A short bench counts fewer calls. */
export async function measureInNjs({ policy, rounds }: Bench): Promise<string> {
  const scripts = {
    edgemint: await ourBundle('cloudfront', policy),
    'by hand': finishCloudFrontFunction(await bundlePeer('cloudfront', 'cloudfront-by-hand.ts')),
    empty: finishCloudFrontFunction(await bundlePeer('cloudfront', 'cloudfront-empty.ts')),
  }
  await checkAnswers(inNjs.contestants, (name) => startNjs(scripts[name]).fetch(mint))
  const samples = await takeSamples(inNjs, { rounds: 1 }, async (name) => ({
    figure: countInstructions(scripts[name], mint, rounds > 1 ? 100 : 5),
  }))
  return tableRows(inNjs, samples)
}
