import type { Scenario, Step } from '../step.ts'

const group = '7 Form post'

/** The token came by the form alone: no script, address or history of the page ever held it. */
const tokenIsNowhere: Step = {
  do: 'run',
  script: `const texts = [document.documentElement.outerHTML, location.href, document.referrer,
      JSON.stringify(history.state), document.cookie]
    return texts.some((text) => /demo-[0-9a-f]{32}/.test(text))`,
  result: false,
}

/** Whether the request for the page that the form led to carried the cookie. */
const pageRequest = `return performance.getEntriesByType('navigation')[0].serverTiming
  .find(({ name }) => name === 'cookie')?.description`

function signIn(sameSite: 'Strict' | 'Lax'): Scenario {
  return {
    group,
    title: `from the API's sign-in page, SameSite=${sameSite}: 303 to the page, which is logged in`,
    config: sameSite,
    steps: [
      { do: 'visit', url: '{api}/sign-in' },
      { do: 'press and leave', button: '#continue' },
      { do: 'see the address', url: '{site}/' },
      { do: 'ask is-authed', answer: true },
      tokenIsNowhere,
      // The API is a sibling of the page, so the way there is same-site, and Strict does not matter.
      { do: 'run', script: pageRequest, result: 'sent' },
    ],
  }
}

/** Strict is not sent on the redirected GET: to the browser, the other site still began it. */
function fromAnotherSite(sameSite: 'Strict' | 'Lax', page: 'sent' | 'not sent'): Scenario {
  const authToken = 'demo-11111111111111111111111111111111'
  return {
    group,
    title: `from an identity provider on another site, SameSite=${sameSite}: the cookie is ${page} with the page's own request, and there for its first fetch`,
    config: sameSite,
    steps: [
      { do: 'visit', url: '{idp}/' },
      {
        do: 'post a form',
        url: '{site}{endpoint}',
        fields: { authToken, returnTo: '/' },
        into: 'window',
      },
      { do: 'see the address', url: '{site}/' },
      { do: 'run', script: pageRequest, result: page },
      { do: 'ask is-authed', answer: true },
      tokenIsNowhere,
    ],
  }
}

export const formPost: Scenario[] = [
  signIn('Strict'),
  signIn('Lax'),
  fromAnotherSite('Strict', 'not sent'),
  fromAnotherSite('Lax', 'sent'),
]
