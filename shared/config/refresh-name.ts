/**
 * The name of the cookie that holds the refresh token beside an auth cookie. `__Host-` would demand the path `/`, and
 * it goes to the endpoint alone.
 */
export function refreshName(cookieName: string): string {
  return `__Secure-${cookieName.replace(/^__(Secure|Host-Http|Host|Http)-/, '')}-refresh`
}
