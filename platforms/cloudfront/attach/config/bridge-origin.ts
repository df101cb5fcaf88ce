import { apiOrigin } from '../../api-origin.ts'
import { element, list } from './behavior.ts'
import type { DistributionConfig, Origin } from './distribution.ts'
import { insertItem, removeItem, setParts } from './edit-list.ts'
import { fullOfOrigins, originQuota, originTaken } from './refusals.ts'
import { escapeXml, find } from './xml.ts'

/**
 * The config with the API as an origin, by an Id of ours. What its owner has set in it besides stays, such as
 * timeouts. Where it is all there, the config itself.
 *
 * @param api the API's origin, `https://api.vendor.com`
 * @param isInUse whether a behavior of ours asks it: then it is ours, whatever API it was for
 * @throws {UsageError} where somebody else's has the Id, or there is no room
 */
export function putOrigin(
  config: DistributionConfig,
  id: string,
  api: string,
  isInUse: boolean,
): DistributionConfig {
  const present = config.origins.find((origin) => origin.id === id)
  if (!present) {
    if (config.origins.length === originQuota) throw fullOfOrigins()
    return insertItem(config, 'Origins', originXml(id, api))
  }
  if (isAsWanted(present, api)) return config
  if (!isInUse || !present.custom) throw originTaken(id)
  const { DomainName, OriginPath } = parts(api)
  const moved = setParts(config, present.element, { DomainName, OriginPath })
  const { element: whole } = moved.origins.find((origin) => origin.id === id)!
  const { HTTPSPort, OriginProtocolPolicy, OriginSslProtocols } = parts(api)
  const custom = find(whole, 'CustomOriginConfig')!
  return setParts(moved, custom, { HTTPSPort, OriginProtocolPolicy, OriginSslProtocols })
}

/** The config without the origin, unless a behavior or an origin group still asks it. */
export function removeOrigin(config: DistributionConfig, id: string): DistributionConfig {
  const { origins, behaviors, defaultBehavior, groups } = config
  const present = origins.find((origin) => origin.id === id)
  const asked = [defaultBehavior, ...behaviors].map(({ origin }) => origin)
  const isAsked = [...asked, ...Object.values(groups).flat()].includes(id)
  const isOurs = present?.custom?.protocol === 'https-only' && present.path === ''
  return isOurs && !isAsked ? removeItem(config, 'Origins', present.element) : config
}

function isAsWanted({ domain, path, custom }: Origin, api: string): boolean {
  const wanted = apiOrigin(api)
  return (
    domain === wanted.domain &&
    path === '' &&
    custom?.port === wanted.port &&
    custom.protocol === wanted.protocol &&
    custom.tls.join(',') === wanted.tls
  )
}

function parts(api: string) {
  const { domain, port, protocol, tls } = apiOrigin(api)
  return {
    DomainName: element('DomainName', escapeXml(domain)),
    OriginPath: element('OriginPath', ''),
    HTTPSPort: element('HTTPSPort', port),
    OriginProtocolPolicy: element('OriginProtocolPolicy', protocol),
    OriginSslProtocols: element('OriginSslProtocols', list('SslProtocol', [tls])),
  }
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Origin.html */
function originXml(id: string, api: string): string {
  const { DomainName, OriginPath, ...custom } = parts(api)
  return element(
    'Origin',
    [
      element('Id', escapeXml(id)),
      DomainName,
      OriginPath,
      element('CustomHeaders', list('OriginCustomHeader', [])),
      element('CustomOriginConfig', element('HTTPPort', '80') + Object.values(custom).join('')),
    ].join(''),
  )
}
