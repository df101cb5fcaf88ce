import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import type { Diagnosis, Verdict } from '../../../doctor/rules/diagnosis.ts'
import type { HostFacts } from '../../../doctor/facts.ts'
import { readPlan } from '../../../doctor/plan/read-plan.ts'
import { basisText, stillLoggedOut } from '../../../doctor/report/basis.ts'
import { htmlReport, reportContent } from '../../../doctor/report/html-report.ts'
import { whatIfTexts } from '../../../doctor/report/cookies.ts'
import { terminalReport } from '../../../doctor/report/terminal-report.ts'
import { diagnose } from '../../../doctor/rules/diagnose.ts'
import { customDomain, dualStack, healthy, partial, twoRanges, twoRangesOnly } from './diagnoses.ts'
import { hostile } from './hostile.ts'
import { elements, textOf } from './parse-report.ts'

const diagnoses: Record<string, Diagnosis> = { healthy, customDomain, twoRanges, partial }

for (const [name, diagnosis] of Object.entries(diagnoses)) {
  suite(`the report of ${name}`, () => {
    const report = htmlReport(diagnosis)
    const all = elements(report)

    test('every element is closed, and no id is given twice', () => {
      const ids = all.flatMap(({ attributes }) => attributes.id ?? [])
      assert.deepEqual(ids, [...new Set(ids)])
    })

    test('links within the page and labels lead somewhere', () => {
      const ids = new Set(all.flatMap(({ attributes }) => attributes.id ?? []))
      const targets = all.flatMap(({ attributes }) => [
        ...(attributes.href?.startsWith('#') ? [attributes.href.slice(1)] : []),
        ...(attributes['aria-labelledby'] ?? '').split(' ').filter(Boolean),
        ...(attributes['aria-describedby'] ?? '').split(' ').filter(Boolean),
      ])
      assert.deepEqual(
        targets.filter((target) => !ids.has(target)),
        [],
      )
    })

    test('it loads nothing and runs nothing', () => {
      const names = new Set(all.map((element) => element.name))
      for (const forbidden of [
        'script',
        'img',
        'link',
        'iframe',
        'object',
        'image',
        'use',
        'form',
      ]) {
        assert.ok(!names.has(forbidden), forbidden)
      }
      assert.doesNotMatch(report, /url\(|@import|javascript:/i)
      for (const { name: element, attributes } of all) {
        assert.deepEqual(
          Object.keys(attributes).filter((attribute) => /^on|^src|^xlink/.test(attribute)),
          [],
        )
        if (attributes.href !== undefined) {
          assert.equal(element, 'a')
          assert.match(attributes.href, /^(#|https?:\/\/)/)
        }
      }
      const policy = all.find(({ attributes }) => attributes['http-equiv'])?.attributes.content
      assert.match(policy ?? '', /^default-src 'none'; style-src 'unsafe-inline'/)
    })

    test('links to elsewhere tell nobody where they were', () => {
      for (const { attributes } of all.filter(({ attributes: { href } }) =>
        href?.startsWith('http'),
      )) {
        assert.equal(attributes.rel, 'noreferrer')
      }
    })

    test('headings are in order', () => {
      const levels = all
        .flatMap(({ name: element }) => /^h([1-6])$/.exec(element)?.[1] ?? [])
        .map(Number)
      assert.deepEqual(
        levels.filter((level) => level === 1),
        [1],
      )
      for (const [i, level] of levels.entries()) {
        assert.ok(i === 0 || level <= levels[i - 1] + 1, `h${level} after h${levels[i - 1]}`)
      }
    })

    test('headers of tables say what they head, and pictures have a title and a description', () => {
      for (const { attributes } of all.filter((element) => element.name === 'th')) {
        assert.match(attributes.scope ?? '', /^(row|col)$/)
      }
      const pictures = all.filter(({ attributes }) => attributes.role === 'img')
      assert.equal(pictures.length, diagnosis === partial ? 0 : 2)
      for (const { attributes } of pictures) {
        assert.ok(attributes['aria-labelledby'] && attributes['aria-describedby'])
      }
      assert.equal(all.find((element) => element.name === 'html')?.attributes.lang, 'en')
    })

    test('all that was found and is to be done is in it', () => {
      const shown = textOf(report)
      const { headline, symptom, cookies, facts } = diagnosis
      const { findings, remedies } = toldOf(diagnosis)
      for (const expected of [
        headline.text,
        symptom,
        ...findings.flatMap(({ title, detail, cure = '' }) => [title, detail, cure]),
        ...remedies.flatMap(({ title, steps, result }) => [title, ...steps, result]),
        ...Object.values(diagnosis === partial ? {} : facts.hosts).flatMap(
          ({ cnames, addresses }) => [...cnames, ...addresses],
        ),
        ...cookies
          .filter(({ isInUse }) => isInUse && diagnosis !== partial)
          .flatMap(({ cookie, host, verdicts }) => [
            cookie.name,
            host,
            ...verdicts
              .filter(({ isCounted }) => isCounted)
              .flatMap(({ rule, evidence, exceptions }) => [
                rule.text,
                evidence,
                ...exceptions.map((exception) => exception.text),
              ]),
          ]),
      ]) {
        assert.ok(
          shown.includes(
            expected
              // A remedy's title is parted after its first sentence.
              .replace(/\. \p{Lu}.*/su, '.')
              .replace(/https?:\/\/\S+.*/, '')
              .trim()
              .slice(0, 60),
          ),
          expected,
        )
      }
    })

    test('the same diagnosis gives the same bytes, and stays as it was', () => {
      const before = JSON.stringify(diagnosis)
      assert.equal(htmlReport(structuredClone(diagnosis)), report)
      assert.equal(JSON.stringify(diagnosis), before)
    })

    test('no text of the diagnosis becomes markup', () => {
      const poisoned = htmlReport(hostile(diagnosis))
      assert.deepEqual(
        // The links and options in it are shown as such.
        [...elementNames(poisoned)].filter(
          (element) => !['a', 'code'].includes(element) && !elementNames(report).has(element),
        ),
        [],
      )
      assert.doesNotMatch(poisoned, /<img|<svg onload|\u202e|\0/)
      const shown = textOf(poisoned)
      // Of a site that was not reached the headline's finding is told, and no poisoned remedy is its cure.
      const { findings, remedies } =
        diagnosis === partial ? { findings: [], remedies: [] } : diagnosis
      for (const [field, isThere] of Object.entries({
        headline: true,
        symptom: true,
        detail: diagnosis.findings.length > 0,
        steps: remedies.some(({ steps }) => steps.length > 0),
        result: remedies.length > 0,
        title: findings.length + remedies.length > 0,
        addresses: diagnosis !== partial,
        text: diagnosis !== partial,
        evidence: diagnosis !== partial,
      })) {
        assert.equal(shown.includes(`--mint"><b> ${field}`), isThere, field)
      }
      for (const { attributes } of elements(poisoned)) {
        assert.deepEqual(
          Object.keys(attributes).filter((attribute) => attribute.startsWith('on')),
          [],
        )
        assert.match(attributes.href ?? '#', /^(#|https?:)/)
      }
    })
  })
}

/** Of a site that was not reached, the finding of the headline alone, and what mends it. */
function toldOf({
  findings,
  remedies,
  headline,
}: Diagnosis): Pick<Diagnosis, 'findings' | 'remedies'> {
  if (headline.finding !== 'dns-failed') return { findings, remedies }
  const [first] = findings
  return { findings: [first], remedies: remedies.filter(({ title }) => title === first.cure) }
}

suite('the top of the report', () => {
  test('the verdict by sign and colour, amber where it depends', () => {
    for (const [diagnosis, sign, tone] of [
      [healthy, '✓', 'good'],
      [customDomain, '✕', 'bad'],
      [twoRangesOnly, '~', 'unsure'],
      [partial, '?', 'unsure'],
    ] as const) {
      const report = htmlReport(diagnosis)
      assert.match(report, new RegExp(`class="verdict is-${tone}"`))
      const { symptom, headline } = diagnosis
      assert.ok(textOf(report).includes(`${sign} ${symptom || headline.text}`), sign)
    }
  })

  test('what visitors notice, then why, and nothing of the kind where nothing is wrong', () => {
    assert.match(
      text(customDomain),
      / Safari logs your visitors out after 7 days\. Safari 14 and later cuts .* api\.example\.com to 7 days\./,
    )
    assert.doesNotMatch(text(healthy), /logs your visitors out|cannot log in/)
  })

  test('a headline that says a finding is followed by what that means, and the finding is not repeated', () => {
    for (const [diagnosis, id] of [
      [partial, 'dns-failed'],
      [example('kuroco-token-header'), 'token-in-header'],
    ] as const) {
      const [{ title, detail }] = diagnosis.findings
      assert.equal(diagnosis.headline.finding, id)
      assert.equal(text(diagnosis).split(detail).length, 2)
      assert.ok(!sectionText(diagnosis, 'findings').includes(title))
    }
  })

  test('of a plan that no server was asked, else when it was looked at, in UTC', () => {
    assert.match(text(healthy), / Checked on 21 November 2026, 10:04 UTC\. ✓ Nothing is wrong/)
    assert.match(
      text(twoRanges),
      / From a plan: nothing was tested, neither DNS nor a server was asked\. ✕ In Safari/,
    )
    assert.doesNotMatch(text(twoRanges), /Checked on/)
    assert.doesNotMatch(text(healthy), /plan/)
    assert.doesNotMatch(text(partial), /Checked on|From a plan/)
  })

  test('what the verdicts rest on, where there are any', () => {
    assert.ok(text(healthy).includes(basisText))
    assert.ok(!text(partial).includes(basisText))
  })

  test('that a cookie in use was assumed', () => {
    const diagnosis = structuredClone(healthy)
    diagnosis.cookies[0].source = 'assumed'
    const sentence = /The cookie itself was not seen: its name and attributes are assumed\./
    assert.match(text(diagnosis), sentence)
    assert.doesNotMatch(text(healthy), /assumed/)
    assert.doesNotMatch(text(customDomain), /assumed/)
    assert.doesNotMatch(text(diagnosis), /taken for granted/)
  })

  test('for each browser what happens to a fetch, and what ends otherwise', () => {
    assert.match(
      text(example('kuroco-default')),
      /Firefox ✓ kept 400 days form post and redirect: blocked Chrome ✓ kept 400 days/,
    )
    assert.match(
      text(example('kuroco-custom-domain')),
      /Safari ! capped to 7 days Safari 14 and later form post: depends \(Safari 18\.4 to 26\) redirect: depends \(Safari 17 to 26\) Firefox/,
    )
  })
})

function missing(name: string): HostFacts {
  const failures = [{ question: 'CNAME', name, reason: 'nxdomain' } as const]
  return { cnames: [], addresses: [], failures }
}

function saidOfApi(found: HostFacts): string {
  const page = { url: 'https://203.0.113.5/', answer: { status: 200 } }
  const api = { url: 'https://api.example.com/' }
  return text(diagnose({ version: 1, page, api, hosts: { 'api.example.com': found } }))
}

suite('a site that could not be reached', () => {
  const hosts = {
    'api.example.com': missing('api.example.com'),
    'www.example.com': missing('www.example.com'),
  }
  const api = { url: 'https://api.example.com/' }

  test('says that, and nothing else, whatever else is missing', () => {
    const diagnosis = diagnose({
      version: 1,
      page: { url: 'https://www.example.com/', answer: { failure: { reason: 'dns', detail: '' } } },
      api,
      hosts,
    })
    for (const said of [text(diagnosis), terminalReport(diagnosis, (_tone, line) => line)]) {
      assert.match(said, /www\.example\.com was not found in DNS\./)
      assert.match(said, /Check the spelling of www\.example\.com/)
      assert.match(
        said,
        /Who: first whoever ran this check, then whoever runs the site’s DNS or CDN/,
      )
      assert.match(said.replace(/\s+/g, ' '), /DNS server, such as --dns 10\.0\.0\.53\./)
      assert.doesNotMatch(said, /api\.example\.com|Words|facts|cannot know|else|To check/)
    }
  })

  test('but of one that was, by its name or its address, an API that was not found is no reason to be short', () => {
    const www = { cnames: [], addresses: ['203.0.113.5'] }
    for (const host of ['www.example.com', '203.0.113.5', '[2001:db8::5]', 'shop.localhost']) {
      const diagnosis = diagnose({
        version: 1,
        page: { url: `https://${host}/`, answer: { status: 200 } },
        api,
        hosts: { ...hosts, 'www.example.com': www },
      })
      assert.match(text(diagnosis), /api\.example\.com was not found in DNS\..*The facts/, host)
    }
  })

  test('a name that is unknown may be misspelt, and one whose server is slow need not be', () => {
    const slow = { question: 'A', name: 'api.example.com', reason: 'timeout' } as const
    assert.match(saidOfApi(missing('api.example.com')), /It is misspelt/)
    assert.doesNotMatch(saidOfApi({ cnames: [], addresses: [], failures: [slow] }), /misspelt/)
  })
})

suite('what to do', () => {
  test('comes right after the top, then what else was found', () => {
    const sections = elements(htmlReport(customDomain)).filter(({ name }) =>
      /^(header|section|footer)$/.test(name),
    )
    assert.deepEqual(
      sections.map(({ name, attributes }) => attributes.id ?? name),
      [
        'header',
        'remedies',
        'browsers',
        'findings',
        'picture',
        'lives',
        'verdicts',
        'words',
        'facts',
        'footer',
      ],
    )
  })

  test('remedies are numbered; one that is instead of another is an “Or”', () => {
    const shown = sectionText(customDomain, 'remedies')
    assert.match(
      shown,
      /What to do first 1 Install edgemint’s bridge on www\.example\.com.* Who: first a developer of the site, then whoever runs the API \(its vendor or admin\) Takes: some hours How: Steps for Netlify/,
    )
    assert.match(
      shown,
      / Or Route https:\/\/www\.example\.com\/api\/\* .* Who: first whoever runs the site’s DNS or CDN, then a developer of the site Takes: some days How: Steps for Netlify/,
    )
    assert.match(
      shown,
      / Or Use Kuroco’s token authentication.* How: The steps .* 2 Let the page read the API’s answers/,
    )
  })

  test('steps are a list, and what is so then is the last line', () => {
    const report = htmlReport(customDomain)
    assert.match(report, /<li>In the page, call logIn\(grant_token\) .*<\/li>/)
    assert.match(
      sectionText(customDomain, 'remedies'),
      /seconds\. Then: Firefox and Chrome keep the cookie for 400 days after each visit; .* Or/,
    )
    assert.equal(textOf(report).split('Then: ').length, 2)
  })

  test('a remedy for a finding names the problem, and the finding no cure', () => {
    const [{ title, cure = '' }, other] = customDomain.findings
    assert.ok(sectionText(customDomain, 'remedies').includes(title))
    assert.ok(!sectionText(customDomain, 'findings').includes(title))
    assert.equal(text(customDomain).split(cure.split('. ')[0]).length, 2)
    assert.ok(sectionText(customDomain, 'findings').includes(`What to do: ${other.cure}`))
  })

  test('nothing, and what to look at if users are logged out anyway', () => {
    const said = sectionText(healthy, 'remedies')
    assert.match(
      said,
      /Nothing, as long as the page calls renewAuthToken\(\) each time it loads\. If Safari users are logged out anyway:/,
    )
    for (const step of stillLoggedOut(healthy)) assert.ok(said.includes(step), step)
    assert.doesNotMatch(text(customDomain), /logged out anyway/)
    const { facts } = example('kuroco-token-header')
    assert.doesNotMatch(text(diagnose(facts)), /logged out anyway/)
  })

  test('with a bridge, what renews is authFetch, and nothing is said of a cookie for the API', () => {
    const { facts } = example('kuroco-bridge')
    const { refreshTokenLife: _, ...bridge } = facts.bridge!
    const said = sectionText(diagnose({ ...facts, bridge }), 'remedies')
    assert.match(
      said,
      /Nothing, as long as the page calls the API with authFetch of edgemint\/auth-fetch\./,
    )
    assert.match(said, /how long the API’s refresh tokens live/)
    assert.doesNotMatch(said, /renewAuthToken|edgemint’s cookie/)
  })

  test('a refresh token that lives short is mended first, though every cookie lives', () => {
    const diagnosis = example('kuroco-bridge')
    assert.equal(diagnosis.exitCode, 0)
    assert.match(
      sectionText(diagnosis, 'remedies'),
      /^ What to do 1 In Kuroco’s admin screen, raise refresh_token_lifespan of the address “token”/,
    )
  })

  test('nothing is said of findings where there are none', () => {
    assert.deepEqual(twoRangesOnly.findings, [])
    assert.doesNotMatch(text(twoRangesOnly), /What else was found/)
  })
})

suite('cookies, how they are set, and verdicts', () => {
  test('a cookie that nobody sets is a paragraph at most', () => {
    const [, planned] = healthy.cookies
    assert.deepEqual([planned.setBy, planned.isInUse], ['api', false])
    assert.equal(text(healthy).split(whatIfTexts(healthy)[0]).length, 2)
    const [minted] = healthy.cookies
    const without = { ...healthy, cookies: [minted] }
    for (const [diagnosis, count] of [
      [healthy, 1],
      [without, 0],
    ] as const) {
      const paragraphs = elements(htmlReport(diagnosis)).filter(
        ({ attributes }) => attributes.class === 'what-if',
      )
      assert.equal(paragraphs.length, count)
    }
  })

  test('what does not set the cookie is not shown', () => {
    assert.doesNotMatch(text(healthy), /form post|redirect:|not used/i)
    assert.match(text(twoRanges), /form post/)
  })

  test('the endpoint is drawn only where it sets a cookie in use', () => {
    assert.ok(boxNames(healthy).includes('Endpoint'))
    assert.ok(!boxNames(customDomain).includes('Endpoint'))
  })

  test('where no verdict is known: no picture, no timeline, no table', () => {
    const report = htmlReport(partial)
    const ids = elements(report).flatMap(({ attributes }) => attributes.id ?? [])
    assert.deepEqual(
      ids.filter((id) => !id.includes('-')),
      ['remedies'],
    )
    assert.doesNotMatch(report, /class="(summaries|picture|timeline)"|What this report cannot know/)
  })

  test('of several cookies one that is not known is not in the table', () => {
    const diagnosis = { ...twoRanges, cookies: [twoRanges.cookies[0], partial.cookies[0]] }
    assert.match(text(diagnosis), /Safari \? not known/)
    assert.doesNotMatch(sectionText(diagnosis, 'verdicts'), /not known/)
  })

  test('neighbouring versions of Safari that end alike are one span', () => {
    assert.match(text(customDomain), /Safari before 14 /)
    assert.match(text(twoRanges), /Safari, all versions/)
    assert.match(text(twoRanges), /Safari up to 16\.3/)
    assert.match(text(customDomain), /capped to 7 days Safari 14 and later/)
  })

  test('columns say what they are, with an example', () => {
    assert.match(
      text(twoRanges),
      /Browser By a script fetch, axios, XMLHttpRequest By a form post a <form> that loads a new page After a redirect such as OpenID or SSO/,
    )
    assert.doesNotMatch(text(healthy), /By a form post/)
  })

  test('a value is never asked for: the cookie is shown without it', () => {
    assert.match(text(healthy), /__Secure-authToken=…; Max-Age=34560000; Domain=example\.com/)
  })
})

suite('reasons', () => {
  test('those that spoil the cookie come first', () => {
    assert.match(sectionText(customDomain, 'verdicts'), /Why A ! capped .* B ~ depends .* C ✓ kept/)
    assert.match(sectionText(twoRangesOnly, 'verdicts'), /Why A ~ depends .* ✓ kept/)
  })

  test('where it depends: both lives, the pairs, and their share', () => {
    assert.match(text(twoRanges), /~ 7 or 400 days/)
    assert.match(text(twoRanges), /IPv4: 2 of 4 pairs of addresses keep the cookie/)
    assert.match(text(twoRanges), /63 \(needs 64\)/)
  })

  test('pairs and shares only where it depends', () => {
    const changed = withVerdicts(twoRangesOnly, (verdict) =>
      verdict.outcome === 'depends' ? { ...verdict, outcome: 'capped' } : verdict,
    )
    assert.doesNotMatch(text(changed), /pairs of addresses|may see/)
  })

  test('what happens as a rule stands before the pairs, the rest behind, and each once', () => {
    const shown = sectionText(twoRangesOnly, 'verdicts')
    assert.match(
      shown,
      /A request right after .* What a visitor’s browser may see .* Different for some visitors: Through Private Relay/,
    )
    assert.equal(shown.split('A request right after').length, 2)
    assert.equal(shown.split('Through Private Relay').length, 2)
  })

  test('what seldom spoils a cookie that is kept', () => {
    assert.match(text(dualStack), /Rare exceptions: A browser that falls back to IPv4/)
    assert.doesNotMatch(text(dualStack), /for some visitors/i)
  })

  test('a rule is told once, and its source only if it has one', () => {
    const shown = sectionText(customDomain, 'verdicts')
    assert.equal(shown.split('unless it has seen that the page’s host').length, 2)
    assert.match(shown, /The same rule as A\./)
    const changed = withVerdicts(healthy, (verdict) => ({
      ...verdict,
      rule: { ...verdict.rule, source: '' },
    }))
    assert.doesNotMatch(sectionText(changed, 'verdicts'), /Source/)
  })

  test('of many pairs the first 24, and how many more there are', () => {
    const changed = withVerdicts(twoRanges, (verdict) => ({
      ...verdict,
      cases: Array.from({ length: 9 }, () => verdict.cases.slice(0, 4)).flat(),
    }))
    assert.match(text(changed), /And 12 more: edgemint doctor --json lists them all/)
  })

  test('how sure we are, in words, of WebKit and of other engines', () => {
    for (const [confidence, expected] of [
      ['tested', /WebKit’s own tests show it\..* the engine’s own tests show it\./],
      ['code', /read in WebKit’s source\..* read in the engine’s source\./],
      ['documented', /How sure: documented\. Source/],
      ['inferred', /How sure: our reading; nobody has tested it\. Source/],
      ['reported', /How sure: reported by others\. Source/],
    ] as const) {
      const changed = withVerdicts(healthy, (verdict) => ({
        ...verdict,
        rule: { ...verdict.rule, confidence },
      }))
      assert.match(text(changed), expected)
    }
  })
})

suite('facts and words', () => {
  test('addresses do not break', () => {
    for (const diagnosis of [twoRanges, healthy]) {
      for (const [, attributes] of htmlReport(diagnosis).matchAll(
        /<code([^>]*)>(?:[\d.]+\.\d+|2001:[\da-f:]+)</g,
      )) {
        assert.equal(attributes, ' class="whole"')
      }
    }
    assert.match(htmlReport(healthy), /code\.whole \{ white-space: nowrap; \}/)
  })

  test('of a plan the names and addresses', () => {
    const shown = sectionText(twoRanges, 'facts')
    assert.match(shown, /Names and addresses in the plan Host Where it is/)
    assert.doesNotMatch(shown, /DNS answered|The page|endpoint|The API|not looked at/)
  })

  test('what was not looked at is left out', () => {
    assert.match(sectionText(healthy, 'facts'), /Service worker/)
    assert.doesNotMatch(sectionText(partial, 'facts'), /Service worker|not looked at/)
  })

  test('what the test requests carried is said once', () => {
    const sentence = 'These test requests carried no token and no cookie, and changed nothing'
    assert.ok(text(customDomain).includes(`${sentence}.`))
    assert.equal(text(healthy).split(sentence).length, 2)
    assert.ok(text(healthy).includes(`${sentence}, except the one of --mint.`))
    assert.ok(!text(partial).includes(sentence))
  })

  test('one line for answers that are all alike', () => {
    const diagnosis = structuredClone(healthy)
    const { endpoint } = diagnosis.facts
    assert.ok(endpoint)
    endpoint.answers = {
      get: { status: 404, headers: { date: 'x' } },
      put: { status: 404 },
      patch: { status: 404 },
    }
    assert.match(
      text(diagnosis),
      /The endpoint https:\/\/example\.com\/set-auth-token, all 3 requests: 404 /,
    )
    assert.match(text(healthy), /GET Answer 405 method-not-allowed/)
  })

  test('a host that was not found is said once to be so', () => {
    const looked = { ...healthy, facts: partial.facts }
    const diagnosis = structuredClone(looked)
    const failures = (['CNAME', 'A', 'AAAA'] as const).map((question) => ({
      question,
      name: 'x.example',
      reason: 'nxdomain' as const,
    }))
    diagnosis.facts.hosts = { 'x.example': { cnames: [], addresses: [], failures } }
    assert.match(sectionText(diagnosis, 'facts'), /x\.example Where it is not found The page/)
    assert.match(
      sectionText(looked, 'facts'),
      /cloudfront\.net: AAAA: the DNS server did not answer/,
    )
  })

  test('a failure has one name, in the findings, in a terminal and among the facts', () => {
    for (const [reason, name] of [
      ['dns', 'DNS gave no address for it'],
      ['refused', 'nothing listens there (connection refused)'],
      ['unreachable', 'it was not reached (because)'],
      ['reset', 'the server closed the connection'],
      ['certificate', 'its certificate is not trusted (because)'],
      ['timeout', 'no answer came in time'],
      ['redirect-loop', 'it redirects without end (because)'],
      ['not-http', 'what came back is not HTTP (because)'],
    ] as const) {
      const answers = { put: { failure: { reason, detail: 'because' } }, get: { status: 500 } }
      const facts = { ...healthy.facts, endpoint: { ...healthy.facts.endpoint!, answers } }
      const diagnosis = diagnose(facts)
      const title = `https://example.com/set-auth-token gave no answer to PUT: ${name}.`
      assert.ok(
        diagnosis.findings.some((finding) => finding.title === title),
        title,
      )
      const terminal = terminalReport(diagnosis, (_tone, line) => line).replace(/\s+/g, ' ')
      assert.ok(terminal.includes(title), title)
      assert.ok(sectionText(diagnosis, 'facts').includes(`PUT Answer ${name} `), name)
    }
  })

  test('an error without words of its own leaves no empty parentheses', () => {
    const failure = { reason: 'certificate', detail: '' } as const
    const facts = { ...healthy.facts, page: { ...healthy.facts.page, answer: { failure } } }
    const diagnosis = diagnose(facts)
    assert.match(
      sectionText({ ...diagnosis, exitCode: 1 }, 'facts'),
      /Answer Result its certificate is not trusted Service/,
    )
    assert.ok(diagnosis.findings.every(({ title }) => !title.includes('()')))
  })

  test('only the words that occur are explained', () => {
    for (const diagnosis of [...Object.values(diagnoses), ...examples.map(example)]) {
      const report = htmlReport(diagnosis)
      const words = [...report.matchAll(/<dt>([^<]*)<\/dt>\s*<dd>[^<]/g)].map(([, word]) => word)
      assert.ok(words.length > 0)
      const rest = textOf(report.replace(/<section id="words"[\s\S]*?<\/section>/, ''))
      for (const word of words) {
        const names = word.split(/, | \(|\)/).filter(Boolean)
        assert.ok(
          names.some((name) => rest.toLowerCase().includes(name.toLowerCase().slice(0, 5))),
          word,
        )
      }
    }
    assert.match(sectionText(twoRanges, 'words'), /Depends:? ?Kept in some cases/)
    assert.doesNotMatch(sectionText(healthy, 'words'), /Blocked|NAT64|Form post|Depends|Rejected/)
  })

  test('what cannot be known, in short', () => {
    assert.match(text(healthy), /What this report cannot know DNS changes/)
    const footer = text(healthy).split('What this report cannot know')[1]
    assert.doesNotMatch(footer, /Safari|WebKit/)
  })

  test('what the bridge answered, and the API past it', () => {
    const { facts } = example('kuroco-bridge')
    const looked = diagnose({
      ...facts,
      bridge: { ...facts.bridge!, answer: { status: 401, problem: 'not-authenticated' } },
      api: { ...facts.api!, answers: { 'without-token': { status: 403 } } },
    })
    const shown = sectionText(looked, 'facts')
    assert.match(shown, /The bridge https:\/\/www\.example\.com\/api .*GET.* 401 not-authenticated/)
    assert.match(
      shown,
      /The API https:\/\/example\.g\.kuroco\.app\/rcms-api\/1 .*GET without the token Answer 403/,
    )
    assert.match(shown, /carried no token and no cookie/)
    assert.doesNotMatch(text(looked), /From a plan/)
  })

  test('facts of a plan without endpoint, API, cookies or hosts are enough', () => {
    const facts = { version: 1 as const, page: { url: 'not a URL' }, hosts: {} }
    const bare: Diagnosis = { ...partial, cookies: [], findings: [], remedies: [], facts }
    assert.match(text(bare), /There is no ready-made solution for this/)
    assert.doesNotMatch(text(bare), /The facts/)
    const looked: Diagnosis = {
      ...bare,
      exitCode: 0,
      facts: { ...facts, page: { ...facts.page, answer: {} } },
    }
    assert.match(text(looked), /No name was looked up/)
  })
})

const examples = [
  'kuroco-a-record',
  'kuroco-bridge',
  'kuroco-custom-domain',
  'kuroco-default',
  'kuroco-same-site-lax',
  'kuroco-token-header',
  'two-ranges',
  'with-edgemint',
  'www-by-cname',
]

function example(name: string): Diagnosis {
  const file = new URL(`../../../examples/${name}.json`, import.meta.url)
  const result = readPlan(JSON.parse(readFileSync(file, 'utf8')))
  assert.ok('facts' in result)
  return diagnose(result.facts)
}

/** The diagnosis with the verdicts of all its cookies changed: to what no facts give at once. */
function withVerdicts(diagnosis: Diagnosis, change: (verdict: Verdict) => Verdict): Diagnosis {
  const cookies = diagnosis.cookies.map((cookie) => ({
    ...cookie,
    verdicts: cookie.verdicts.map(change),
  }))
  return { ...diagnosis, cookies }
}

function sectionText(diagnosis: Diagnosis, id: string): string {
  const report = htmlReport(diagnosis)
  const [section] = new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(report) ?? ['']
  return textOf(section)
}

/** What the boxes of the picture are called. */
function boxNames(diagnosis: Diagnosis): string[] {
  const names = htmlReport(diagnosis).matchAll(/<text class="name[^>]*>\s*([^<]*?)\s*<\/text/g)
  return [...names].map(([, name]) => name)
}

function elementNames(report: string): Set<string> {
  return new Set(elements(report).map(({ name }) => name))
}

function text(diagnosis: Diagnosis): string {
  return textOf(htmlReport(diagnosis))
}

test('a plan whose names were looked up says so, and not that nobody asked', () => {
  const plan = readPlan({
    version: 1,
    page: 'https://www.example.com',
    api: 'https://api.example.com',
    hosts: {
      'www.example.com': { addresses: ['203.0.113.5'] },
      'api.example.com': { addresses: ['198.51.100.7'] },
    },
  })
  assert.ok('facts' in plan)
  const looked = 'DNS was asked at noon.'
  const words = textOf(reportContent(diagnose(plan.facts), looked).text)
  assert.ok(words.includes(looked) && words.includes('What DNS answered'))
  assert.doesNotMatch(words, /a plan|the plan/)
})
