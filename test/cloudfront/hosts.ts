interface HostCase {
  /** The Host header, as a client may send it. */
  host: string | undefined
  /** The Origin header, as browsers write it. */
  origin: string
  /** What a DELETE is answered. */
  status: 204 | 403
}

const own = 'https://www.example.com'

/** Host headers and the origin that they are; both CloudFront targets see nothing else of it. */
export const hosts: HostCase[] = [
  { host: 'www.example.com', origin: own, status: 204 },
  { host: 'WWW.Example.COM', origin: own, status: 204 },
  { host: 'www.example.com:443', origin: own, status: 204 },
  { host: 'WWW.EXAMPLE.COM:443', origin: own, status: 204 },
  { host: 'www.example.com:8443', origin: own + ':8443', status: 204 },
  { host: 'www.example.com:8443', origin: own, status: 403 },
  { host: 'www.example.com:4430', origin: own, status: 403 },
  { host: 'www.example.com:443', origin: own + ':443', status: 403 },
  { host: 'www.example.com:80', origin: own, status: 403 },
  { host: 'www.example.com', origin: 'http://www.example.com', status: 403 },
  { host: 'www.example.com:', origin: own, status: 403 },
  { host: 'shop.example.com', origin: own, status: 403 },
  { host: '', origin: own, status: 403 },
  { host: undefined, origin: own, status: 403 },
]
