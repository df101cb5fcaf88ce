import type { Cures } from './explain-answer.ts'

/**
 * What to do where a platform with a dashboard serves the endpoint.
 *
 * @param missing what to do where something else answers: by the platform
 * @param withoutSecret what to do where the secret is not bound
 */
export function platformCures({ host, pathname }: URL, missing: string, withoutSecret = ''): Cures {
  return {
    missing,
    outdated: 'Build and deploy again.',
    forbidden: `Allow PUT, PATCH and DELETE for ${pathname} in the platform's dashboard.`,
    failing: "Look into the function's log in the platform's dashboard.",
    withoutAddress: `Add ${host} to the site in the platform's dashboard, which names the DNS record to set.`,
    withoutCertificate: `Wait some minutes: the platform makes the certificate when the DNS record of ${host} is right.`,
    withoutSecret,
  }
}
