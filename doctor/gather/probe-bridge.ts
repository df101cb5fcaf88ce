import type { ApiFacts, BridgeFacts } from '../facts.ts'
import { publicUrl } from '../hosts/host-name.ts'
import type { Network } from './network.ts'
import { sendRequest } from './send-request.ts'

/** A bridge as the config has it. */
export interface BridgeRequest {
  /** Its path on the page's origin. */
  path: string
  /** What the config, and whoever runs doctor, say of its cookies. */
  told: Omit<BridgeFacts, 'url' | 'answer'>
  /** The API that it leads to: its origin, with the path that all its addresses begin with. */
  api: Pick<ApiFacts, 'url' | 'tokenHeader'>
}

/** Asks the bridge as a script of the page would whose user is not logged in: edgemint refuses, and asks no API. */
export async function probeBridge(
  network: Network,
  url: URL,
  told: BridgeRequest['told'],
): Promise<BridgeFacts> {
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
  return { url: shown, answer, ...told }
}
