import type { Cures } from '../deploy/explain-answer.ts'

const again =
  'Open this address in a browser in a minute. If it is still so, run edgemint try cloudflare again: that makes a new address.'

/** What to do about a trial: nobody has a dashboard for it, its address and its settings are made for it. */
export const trialCures: Cures = {
  missing: again,
  outdated: again,
  forbidden: again,
  failing: again,
  withoutAddress: again,
  withoutCertificate: again,
  withoutSecret: again,
}
