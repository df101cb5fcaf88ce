/** A DNS service that has these records, as the JSON of DNS over HTTPS: `CNAME api.shop.example` and its data. */
export function zoneFetch(zones: Record<string, Record<string, string>>): typeof globalThis.fetch {
  return async (input) => {
    const { hostname, searchParams } = new URL(input as URL)
    const zone = zones[hostname]
    if (!zone) throw new TypeError('blocked')
    const [type, name] = [searchParams.get('type')!, searchParams.get('name')!]
    const data = zone[`${type} ${name}`]
    const number = { A: 1, CNAME: 5, AAAA: 28 }[type]
    return Response.json({ Status: 0, ...(data && { Answer: [{ name, type: number, data }] }) })
  }
}

/** A shop whose API is an alias for another domain's: Safari caps its cookie. */
export const shop = {
  'A www.shop.example': '203.0.113.5',
  'CNAME api.shop.example': 'lb.vendor.example.',
  'A lb.vendor.example': '198.51.100.7',
}
