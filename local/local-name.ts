import type { Policy } from '../shared/core/policy.ts'

/**
 * The name under which a project stands on this machine: `example` for www.example.com, so that
 * two projects do not share cookies. Their hosts are `example.localhost` and `api.example.localhost`.
 */
export function localName({ registrableDomain }: Policy): string {
  return registrableDomain.split('.')[0] || 'app'
}

/** Every host name that a project may have on this machine; its certificate is for all of them. */
export function localHosts(policy: Policy): string[] {
  const host = `${localName(policy)}.localhost`
  return ['localhost', host, `api.${host}`]
}
