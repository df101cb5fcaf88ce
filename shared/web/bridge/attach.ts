import { attach as attachToken, type Attach } from '../../core/attach.ts'
import { passedCookies } from '../../core/passed-cookies.ts'

/** The core's, on platforms that have the Cookie header among the others. */
export const attach: Attach = (request, path, policy) => {
  const judged = attachToken(request, path, policy)
  if (judged && 'path' in judged) judged.headers.cookie = passedCookies(request, policy)
  return judged
}
