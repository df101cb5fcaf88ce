/**
 * The cookie file of libsoup: Netscape's format with an eighth field for SameSite. It holds no
 * session cookies.
 */
import type { StoredCookie } from './engine.ts'

export function readCookieFile(text: string): StoredCookie[] {
  const lines = text.split('\n').filter((line) => line.includes('\t'))
  return lines.map((line) => {
    const httpOnly = line.startsWith('#HttpOnly_')
    const fields = line.replace(/^#HttpOnly_/, '').split('\t')
    const [domain = '', , path = '/', secure, expires, name = '', value = '', sameSite] = fields
    return {
      name,
      value,
      domain: domain.replace(/^\./, ''),
      hostOnly: !domain.startsWith('.'),
      path,
      httpOnly,
      secure: secure === 'TRUE',
      sameSite: sameSite as StoredCookie['sameSite'],
      expires: Number(expires) || undefined,
    }
  })
}
