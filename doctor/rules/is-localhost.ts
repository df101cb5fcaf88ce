/** Whether a host name is this machine by definition, without DNS (RFC 6761, section 6.3). */
export function isLocalhost(host: string): boolean {
  return /(^|\.)localhost$/.test(host)
}
