import { lendStore, runNjs } from '../../platforms/cloudfront/runtime.ts'

/**
 * What a CloudFront Function makes of each event, all of them in one process of njs. An engine for each, as CloudFront
 * has it, would take ten milliseconds for each; a request that fails here alone does so by what one before it left.
 */
export async function callInBatch(script: string, events: object[]): Promise<unknown[]> {
  const output = await runNjs(`${lendStore(script)}\n${callAll(events)}`)
  const results = output
    .split('\n\n')
    .slice(0, -1)
    .map((lines) => JSON.parse(lines.replaceAll('\n', '')) as { result?: unknown; thrown?: string })
  if (results.length !== events.length) throw new Error('njs has lost a request')
  return results.map(({ result, thrown }) => (thrown === undefined ? result : new Error(thrown)))
}

/** In slices, since the console of njs cuts a line after 2,048 octets; an empty line stands behind each result. */
const callAll = (events: object[]): string => `
const events = JSON.parse(${JSON.stringify(JSON.stringify(events))})
function print(result) {
  const text = JSON.stringify(result)
  for (let i = 0; i < text.length; i += 500) console.log(text.slice(i, i + 500))
  console.log('')
}
function callFrom(i) {
  if (i === events.length) return
  return Promise.resolve()
    .then(function () { return handler(events[i]) })
    .then(function (result) { print({ result: result }) }, function (error) { print({ thrown: String(error) }) })
    .then(function () { return callFrom(i + 1) })
}
callFrom(0)
`
