/** The folder that `edgemint build` writes to, unless `--out` names another. */
export const outputFolder = '.edgemint'

/** The config's names, in the order in which they are looked for. */
export const configFiles = ['ts', 'js', 'mjs', 'cjs', 'mts', 'cts'].map(
  (ending) => `edgemint.config.${ending}`,
)

/** Headers of an answer that name a vendor, the one who answered first. */
export const vendorHeaders = ['server', 'via', 'x-cache'] as const

/**
 * A company that hosts sites or APIs: how it is recognised, and what doctor advises its customers.
 * Data alone, so that doctor's rules can read it in a browser.
 */
export interface Vendor {
  /** As it calls itself, or the product. */
  name: string
  /** A host is its own if its name, or one of its CNAMEs, is one of these or under it. */
  domains: string[]
  headers?: Partial<Record<(typeof vendorHeaders)[number], RegExp>>
  install?: Install
  /** How to let every method through to the function. */
  allowMethods?: string
  /** How a site does without its CNAME. */
  withoutCname?: string
  /** How a site does without IPv6, where each of the vendor's addresses is in a range of its own. */
  withoutIpv6?: { title: string; reason: string }
  /** An API that takes a token in this header, and no cookie that is not its own. */
  tokenHeader?: string
  /** How edgemint's bridge leads to that API. */
  bridge?: {
    /** The preset of the config. */
    preset: string
    /** What all addresses of the API begin with, by an example. */
    base: string
    /** What the page's log-in gets, to be handed to the endpoint. */
    grant: string
    /** Where it says how long its refresh tokens live. */
    refreshSetting: string
    /** How to let them live longer. */
    lengthenRefresh: string
    /** How to let it refuse requests without the token. */
    demandToken: string
  }
}

/** A vendor that edgemint has a target for. */
export interface TargetVendor<Name extends string = string> extends Vendor {
  name: Name
  install: Install
}

/** How edgemint gets on a site. */
interface Install {
  /** By the command that does it, in whole sentences. */
  byCommand: string
  /** Continues "By hand: …". */
  byHand: string
}
