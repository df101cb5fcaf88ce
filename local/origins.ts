/** The ports that a program listens on. */
export interface Ports {
  http: number
  https: number
}

/** Both origins of a host: browsers that take Secure cookies over http, and Safari, which wants https. */
export interface Origins {
  http: string
  https: string
}

export function originsOf(host: string, ports: Ports): Origins {
  return {
    http: new URL(`http://${host}:${ports.http}`).origin,
    https: new URL(`https://${host}:${ports.https}`).origin,
  }
}
