import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { targets } from '../../platforms/targets.ts'
import { startSandbox } from '../../platforms/cloudfront/runtime.ts'
import { vendors } from '../../platforms/vendors.ts'
import { buildAll, bundleFile } from './build-all.ts'

/** What CloudFront and this function tell each other (DG functions-event-structure), and the problem's fields. */
const namesThatOthersRead = [
  'version context viewer ip request response distributionDomainName distributionId eventType',
  'requestId method uri querystring headers cookies value multiValue attributes statusCode',
  'statusDescription body encoding data authorization content-type sec-fetch-site allow location',
].flatMap((line) => line.split(' '))

suite('the CloudFront bundle keeps the names that others read', () => {
  const { mangleProps } = targets.find(({ name }) => name === 'cloudfront')!.options

  for (const name of namesThatOthersRead) {
    test(name, () => assert.doesNotMatch(name, mangleProps!))
  }

  for (const name of [
    'token',
    'domain',
    'endpoint',
    'maxAge',
    'hostname',
    'host',
    'origin',
    'status',
    'code',
  ]) {
    test(`a cookie that is called ${name}, as a field of our own is`, async () => {
      const built = await buildAll({ cookie: { name } })
      const response = await startSandbox(built[bundleFile('cloudfront')]).fetch({
        method: 'PATCH',
        url: 'https://www.example.com/set-auth-token',
        headers: [
          ['sec-fetch-site', 'same-origin'],
          ['cookie', `${name}=abc`],
        ],
      })
      const cookies = response?.headers.filter(([header]) => header === 'set-cookie')
      assert.deepEqual(cookies?.at(-1), [
        'set-cookie',
        `${name}=abc; Max-Age=34560000; Domain=example.com; Path=/; HttpOnly; Secure; SameSite=Strict`,
      ])
    })
  }
})

test('only our own names are shortened: the config’s words are not in the bundle', async () => {
  const script = (await buildAll())[bundleFile('cloudfront')]
  for (const name of ['formOrigins', 'returnTo', 'maxAge', 'cookieValues', 'hostname']) {
    assert.doesNotMatch(script, new RegExp(`[.{,]${name}\\b`))
  }
})

suite('doctor knows whom a target is for, and how to install it', () => {
  for (const { name, vendor } of targets) {
    test(name, () => {
      assert.ok(vendors.includes(vendor))
      assert.ok(vendor.install)
    })
  }
})
