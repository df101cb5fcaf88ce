/** Shorter parts of a secret are words that may stand there by chance. */
const shortestPart = 8

/**
 * The same data with every string that holds the secret blacked out: as it is, URL-encoded, or up to
 * its first "=", where a cookie's name would end.
 */
export function conceal<T>(data: T, secret: string | undefined): T {
  if (!secret) return data
  const encoded = new URLSearchParams({ '': secret }).toString().slice('='.length)
  const [name] = secret.split('=', 1)
  const forms = [secret, encoded, ...(name.length < shortestPart ? [] : [name])]
  return JSON.parse(JSON.stringify(data), (_key, value: unknown) =>
    typeof value === 'string'
      ? forms.reduce((text, form) => text.replaceAll(form, '…'), value)
      : value,
  ) as T
}
