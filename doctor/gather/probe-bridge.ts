import type { BridgeFacts } from '../facts.ts'
import { publicUrl } from '../hosts/host-name.ts'
import type { Network } from './network.ts'
import { sendRequest } from './send-request.ts'

/** Asks the bridge as a script of the page would whose user is not logged in: edgemint refuses, and asks no API. */
export async function probeBridge(network: Network, url: URL): Promise<BridgeFacts> {
  const shown = publicUrl(url)
  network.progress(`asking the bridge ${shown}`)
  const headers = {
    'sec-fetch-site': 'same-origin',
    'sec-fetch-mode': 'cors',
    'sec-fetch-dest': 'empty',
  }
  // Below the path, since some routers know only what is there.
  const { answer } = await sendRequest(network, {
    url: new URL(`${url.href}/`),
    method: 'GET',
    headers,
  })
  return { url: shown, answer }
}
