/** Shorter ones are words that may stand anywhere by chance: `edgemint doctor` refuses such tokens. */
const shortestSecret = 8

/** Blacks a token out of a text. */
export type Hide = (text: string, mark?: string) => string

/**
 * What finds the token in a text: as it is, URL-encoded in any way, or up to its first "=", where a
 * cookie's name would end. What is part of a host name that the user gave is hidden nowhere: it is
 * no secret, and facts cannot do without the name.
 */
export function tokenHider(token: string | undefined, hosts: string[]): Hide {
  if (token === undefined) return (text) => text
  const [name] = token.split('=', 1)
  const secrets = [token, name].filter(
    (secret) => secret.length >= shortestSecret && hosts.every((host) => !host.includes(secret)),
  )
  if (secrets.length === 0) return (text) => text
  const pattern = new RegExp(secrets.map(toPattern).join('|'), 'g')
  return (text, mark = '…') => text.replace(pattern, mark)
}

function toPattern(secret: string): string {
  return Array.from(secret, (character) => {
    const octets = [...Buffer.from(character)].map((octet) => octet.toString(16).padStart(2, '0'))
    const encoded = octets.map(
      (hex) => `%${hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)}`,
    )
    return `(?:${character.replace(/[\\^$.*+?()[\]{}|/-]/, String.raw`\$&`)}|${encoded.join('')})`
  }).join('')
}
