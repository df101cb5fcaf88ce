import type { EdgemintConfig } from '../../shared/config/config.ts'

/** A config, and what the contract makes of it: resolved by hand, so that nothing of the code under test is asked. */
export interface Site {
  name: string
  config: EdgemintConfig
  endpoint: string
  /** The registrable domain of the site. */
  registrable: string
  cookie: {
    name: string
    domain: string | undefined
    maxAge: number
    sameSite: string
    path: string
    former: FormerCookie[]
  }
  siteOrigins: string[]
  formOrigins: string[]
  returnTo: string[]
}

/** With its name and path; a missing domain is every variant, `false` host-only. */
export interface FormerCookie {
  name: string
  path: string
  domain?: string | false
}

const recipe: Site['cookie'] = {
  name: '__Secure-authToken',
  domain: 'example.com',
  maxAge: 34_560_000,
  sameSite: 'Strict',
  path: '/',
  former: [],
}

const plain: Omit<Site, 'name' | 'config'> = {
  endpoint: '/set-auth-token',
  registrable: 'example.com',
  cookie: recipe,
  siteOrigins: [],
  formOrigins: [],
  returnTo: ['/'],
}

const form = {
  formOrigins: ['https://login.example.com', 'https://idp.test'],
  returnTo: ['/welcome', '/', '/app/*'],
}

const behindProxy = {
  siteOrigins: ['https://www.example.com', 'https://shop.example.org'],
  formOrigins: ['https://login.example.com'],
}

/** Every part of a config that the answers go by is in one of them. */
export const sites: readonly Site[] = [
  {
    ...plain,
    ...form,
    name: 'with forms',
    config: { site: 'https://www.example.com', ...form },
  },
  {
    ...plain,
    ...behindProxy,
    name: 'behind a proxy, with former cookies',
    config: {
      site: 'https://www.example.com',
      ...behindProxy,
      cookie: {
        name: '__Secure-session',
        former: [
          { path: '/app' },
          { name: '__Secure-authToken' },
          { name: 'old', domain: 'www.example.com', path: '/app' },
          { name: '__Host-old' },
          { name: '__Secure-authToken', domain: false, path: '/app' },
          { name: 'elsewhere', domain: 'example.org' },
        ],
      },
    },
    cookie: {
      ...recipe,
      name: '__Secure-session',
      // By name, ours last.
      former: [
        { name: '__Secure-authToken', path: '/' },
        { name: '__Secure-authToken', path: '/app', domain: false },
        { name: 'old', path: '/app', domain: 'www.example.com' },
        { name: '__Host-old', path: '/' },
        { name: 'elsewhere', path: '/', domain: 'example.org' },
        { name: '__Secure-session', path: '/app' },
      ],
    },
  },
  {
    ...plain,
    name: 'with a path and a life of its own',
    config: {
      site: 'https://shop.example.co.uk',
      endpoint: '/account/session',
      cookie: {
        name: '__Http-session',
        domain: 'shop.example.co.uk',
        maxAge: 86_400,
        sameSite: 'Lax',
        path: '/account',
      },
    },
    endpoint: '/account/session',
    registrable: 'example.co.uk',
    cookie: {
      name: '__Http-session',
      domain: 'shop.example.co.uk',
      maxAge: 86_400,
      sameSite: 'Lax',
      path: '/account',
      former: [],
    },
  },
  {
    ...plain,
    name: 'with a cookie of one host',
    config: { site: 'https://www.example.com', cookie: { name: '__Host-authToken' } },
    cookie: { ...recipe, name: '__Host-authToken', domain: undefined },
  },
  {
    ...plain,
    name: 'without a Domain',
    config: { site: 'https://www.example.com', cookie: { domain: false } },
    cookie: { ...recipe, domain: undefined },
  },
]
