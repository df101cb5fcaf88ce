import type { EngineName } from './engines/engine.ts'
import { scenarios } from './scenarios.ts'
import type { Scenario } from './step.ts'

export interface Outcome {
  engine: EngineName
  site: string
  scenario: Scenario
  passed: boolean
}

const letters: Record<EngineName, string> = { chromium: 'C', firefox: 'F', webkit: 'W' }

/** docs/browsers.md, from what a run saw. */
export function report(versions: Record<EngineName, string>, outcomes: Outcome[]): string {
  const sites = [...new Set(outcomes.map(({ site }) => site))]
  const cell = (scenario: Scenario, site: string): string =>
    outcomes
      .filter((outcome) => outcome.scenario === scenario && outcome.site === site && outcome.passed)
      .map(({ engine }) => letters[engine])
      .toSorted()
      .join(' ')
  const ordered = scenarios.toSorted((a, b) =>
    a.group.localeCompare(b.group, 'en', { numeric: true }),
  )
  const rows = ordered.map(
    (scenario) =>
      `| ${scenario.group} | ${scenario.title} | ${sites.map((site) => cell(scenario, site)).join(' | ')} |`,
  )
  return `${introduction(versions)}
## Scenarios

A letter stands for an engine in which the scenario passed: C Chromium, F Firefox, W WebKitGTK.

| group | scenario | ${sites.join(' | ')} |
|${'---|'.repeat(sites.length + 2)}
${rows.join('\n')}

## Where the engines differ

${ordered.flatMap(differences).join('\n')}
${byHand}`
}

function introduction(versions: Record<EngineName, string>): string {
  return `# What real browsers do

Written by \`npm run docs\` from a run of \`test/browsers\`. Every \`npm test\` plays each scenario in each engine on one
of the sites, \`npm run test:all\` on the others, and they fail if this page no longer says what they saw. The sites are those of \`npm start\`, over https. On the
CloudFront site the page's buttons use the CloudFront Function, all other steps the Lambda@Edge function
beside it, which can read a body.

${(['chromium', 'firefox', 'webkit'] as const).map((engine) => `- ${versions[engine]}`).join('\n')}

WebKitGTK runs with tracking prevention on (\`--enable-itp\`), where it blocks third-party cookies as
Safari does. Debian ships Chromium with third-party cookies blocked; where a scenario needs Chrome's own
default, it says so. A restart of WebKitGTK is shown through its inspector: driven by WebDriver, it never
keeps a profile.
`
}

/** What a scenario expects to be another in each engine. */
function differences({ group, title, steps }: Scenario): string[] {
  return steps.flatMap((step) =>
    byEngine(step).map(
      ({ chromium, firefox, webkit }) =>
        `- ${group}, ${title}: the step "${step.do}" is asserted to find \`${chromium}\` in Chromium, \`${firefox}\` in Firefox, \`${webkit}\` in WebKitGTK.`,
    ),
  )
}

function byEngine(value: unknown): Record<EngineName, unknown>[] {
  if (typeof value !== 'object' || value === null) return []
  if ('byEngine' in value) return [value.byEngine as Record<EngineName, unknown>]
  return Object.values(value).flatMap(byEngine)
}

const byHand = `
## What only a Mac or an iPhone can show

No engine here caps a cookie to 7 days: that part of WebKit is Apple's own. It is known from its source
and its tests. To see it on a real site:

1. **The cap itself.** On a Mac, enable Safari's Develop menu and "ITP Debug Mode". Open your page over
   https, log in, and look at Storage > Cookies in the Web Inspector. The auth cookie should expire in 400
   days; a cookie that an API at another address sets itself expires in 7. Come back after 8 days: you are
   still logged in.
2. **The reason for a cap.** In Terminal: \`log stream --predicate 'category == "ITPDebug"'\`. It names each
   cookie that was shortened and whether the CNAME or the IP address decided.
3. **A second start.** Quit Safari, start it, open the page by its bookmark, log in again, look again: the
   first page of a run is judged by other facts than the second.
4. **iCloud Private Relay.** Switch it on and repeat 1: page and API then come from one proxy address.
5. **A home-screen app.** On an iPhone, add the page to the home screen and repeat 1 there.
`
