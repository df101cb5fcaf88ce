import type { Vendor } from '../../platforms/vendor.ts'
import type { Facts } from '../facts.ts'
import { pageUrlOf } from './cookie-response.ts'
import { vendorOf } from './vendor.ts'

/** How edgemint gets on the page's host, or the one that it moves to: by the command for its CDN, where that is known. */
export function installStep(facts: Facts, host = pageUrlOf(facts).hostname): string {
  const command = pageVendor(facts)?.install?.byCommand
  return `Install edgemint, a small function for your CDN, on ${host}.${command ? ` ${command}` : ''}`
}

/** The same for somebody who thought that it was there, and with the way by hand. */
export function installCure(facts: Facts): string {
  return `Install edgemint on ${pageUrlOf(facts).hostname}. ${installWays(facts)}`
}

/** By command and by hand. */
export function installWays(facts: Facts): string {
  const install = pageVendor(facts)?.install
  return install
    ? `${install.byCommand} By hand: ${install.byHand}`
    : 'Build it (npx edgemint build), and deploy it.'
}

/** Who serves the page, if that is known. */
export function pageVendor(facts: Facts): Vendor | undefined {
  return vendorOf(facts, pageUrlOf(facts).hostname, facts.page.answer)
}
