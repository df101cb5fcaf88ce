/** What a provider's form post brings (OpenID Connect Core, sections 3.1.2.5 and 3.3.2.5; RFC 9207). */
const names = ['state', 'code', 'id_token', 'error', 'iss'] as const

export type FormFields = { [name in (typeof names)[number]]?: string }

/**
 * The fields of a form that are looked at; undefined where it is no answer of a provider, or holds one
 * of them twice (RFC 6749, section 3.1). What else there is, such as Apple's `user`, does not matter.
 */
export function readFields(body: string): (FormFields & { state: string }) | undefined {
  const form = new URLSearchParams(body)
  const fields: FormFields = {}
  for (const name of names) {
    const values = form.getAll(name)
    if (values.length > 1) return undefined
    if (values[0]) fields[name] = values[0]
  }
  const { state } = fields
  return state === undefined ? undefined : { ...fields, state }
}
