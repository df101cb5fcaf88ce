import { createInterface } from 'node:readline/promises'
import { Mistake } from './mistake.js'

/** What is given is not asked. Where nobody is to be asked, what is missing is named. */
export async function ask(given, platforms) {
  const checks = {
    platform: (text) =>
      Object.hasOwn(platforms, text) ? '' : `write ${Object.keys(platforms).join(', ')}`,
    site: checkAddress,
    api: checkAddress,
  }
  for (const [name, check] of Object.entries(checks)) {
    const problem = given[name] === undefined ? '' : check(given[name])
    if (problem) throw new Mistake(`--${name} ${given[name]}: ${problem}.`)
  }
  const isAsked = !given.yes && process.stdin.isTTY && process.stdout.isTTY
  const missing = ['platform', 'site'].filter((name) => given[name] === undefined)
  if (!isAsked && missing.length > 0) {
    throw new Mistake(
      `this must be given, since nobody is asked here: ${missing.map((name) => `--${name}`).join(', ')}.\n  → See npm create edgemint -- --help`,
    )
  }
  const names = Object.entries(platforms).map(([name, title]) => `  ${name}: ${title}`)
  const platform =
    given.platform ??
    (await question(`Where will the site be?\n${names.join('\n')}\nA name:`, '', checks.platform))
  const site =
    given.site ??
    (await question('The address of its pages, such as https://www.example.com:', '', checkAddress))
  const guess = `https://api.${new URL(site).hostname.replace(/^www\./, '')}`
  const api =
    given.api ?? (isAsked ? await question('The address of the API:', guess, checkAddress) : guess)
  return { platform, site: new URL(site).origin, api: new URL(api).origin }
}

/** `edgemint build` checks the rest. */
function checkAddress(text) {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url?.protocol === 'https:' && /^[a-z0-9.-]+$/.test(url.hostname)
    ? ''
    : 'write https:// and the host'
}

async function question(text, initial, check) {
  for (;;) {
    const answer = (await readLine(`${text}${initial ? ` [${initial}]` : ''} `)) || initial
    const problem = check(answer)
    if (!problem) return answer
    process.stdout.write(`  ${problem}\n`)
  }
}

async function readLine(text) {
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return await new Promise((resolve, reject) => {
      // Ctrl-C and Ctrl-D close it, and then the question is never answered.
      lines.once('close', () => reject(new Mistake('stopped. Nothing was made.')))
      lines.question(text).then((answer) => resolve(answer.trim()), reject)
    })
  } finally {
    lines.close()
  }
}
