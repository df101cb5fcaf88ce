// The mint as one writes it for one site as a CloudFront Function: the same checks, the same answer. The build turns the
// export into a global.

interface Field {
  value: string
  multiValue?: object[]
}
interface ViewerRequest {
  method: string
  uri: string
  headers: Record<string, Field | undefined>
}

const tokenRegExp = /^Bearer +([!#-+\--:<-[\]-~]{1,4078})$/i
const attributes = 'Path=/; HttpOnly; Secure; SameSite=Strict'
const expired = `Max-Age=0; ${attributes}`
const expiredOnHost = `Max-Age=0; Domain=www.example.com; ${attributes}`
const kept = `Max-Age=34560000; Domain=example.com; ${attributes}`

export function handler(event: { request: ViewerRequest }): object {
  const request = event.request
  const headers = request.headers
  if (request.uri !== '/set-auth-token') return request
  if (request.method !== 'PUT') return { statusCode: 405 }
  const origin = valueOf(headers.origin)
  if (
    origin !== `https://${valueOf(headers.host)}` ||
    valueOf(headers['sec-fetch-site']) !== 'same-origin'
  ) {
    return { statusCode: 403 }
  }
  const found = tokenRegExp.exec(valueOf(headers.authorization))
  if (!found) return { statusCode: 400 }
  const token = found[1]
  return {
    statusCode: 204,
    headers: {
      'cache-control': { value: 'no-store' },
      'x-content-type-options': { value: 'nosniff' },
    },
    cookies: {
      '__Secure-authToken': {
        value: token,
        attributes: kept,
        multiValue: [
          { value: '', attributes: expired },
          { value: '', attributes: expiredOnHost },
          { value: token, attributes: kept },
        ],
      },
    },
  }
}

/** Of a header that stands there once. */
function valueOf(field: Field | undefined): string {
  return field && !field.multiValue ? field.value : ''
}
