import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, get } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { loadCertificate } from '../../local/certificate.ts'
import { makeSelfSigned } from '../../local/self-signed.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'

const hosts = ['localhost', 'example.localhost', 'api.example.localhost']

suite('the certificate', () => {
  const { cert, key } = makeSelfSigned(hosts)
  const certificate = new X509Certificate(cert)

  test('is for its hosts and no other', () => {
    for (const host of hosts) assert.equal(certificate.checkHost(host), host)
    assert.equal(certificate.checkHost('www.example.localhost'), undefined)
    assert.equal(certificate.subjectAltName, hosts.map((host) => `DNS:${host}`).join(', '))
  })

  test('is signed by its own key, and can sign no other certificate', () => {
    assert.ok(certificate.verify(certificate.publicKey))
    assert.equal(certificate.ca, false)
    assert.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.1'])
  })

  test('is valid now and for less than the 398 days that browsers allow', () => {
    const days = (Date.parse(certificate.validTo) - Date.now()) / 86_400_000
    assert.ok(Date.parse(certificate.validFrom) < Date.now())
    assert.ok(days > 360 && days < 398, String(days))
  })

  test('has a number of its own each time', () => {
    assert.notEqual(
      new X509Certificate(makeSelfSigned(hosts).cert).serialNumber,
      certificate.serialNumber,
    )
  })

  test('many long names fit', () => {
    const many = Array.from({ length: 200 }, (_, i) => `${'a'.repeat(60)}.${i}.localhost`)
    const long = new X509Certificate(makeSelfSigned(many).cert)
    assert.equal(long.checkHost(many[199]), many[199])
  })

  test('openssl reads and verifies it strictly', () => {
    const file = join(temporaryFolder({ 'c.pem': cert }), 'c.pem')
    const args = [
      'verify',
      '-x509_strict',
      '-check_ss_sig',
      '-purpose',
      'sslserver',
      '-CAfile',
      file,
      file,
    ]
    assert.equal(execFileSync('openssl', args, { encoding: 'utf8' }), `${file}: OK\n`)
  })

  test('a client that trusts it alone speaks with its server', async () => {
    const server = createServer({ cert, key }, (_, response) => response.end('hello'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    try {
      const { port } = server.address() as AddressInfo
      const options = { host: '127.0.0.1', servername: hosts[1], port, ca: cert, agent: false }
      const [response] = await once(get(options), 'response')
      assert.equal(response.statusCode, 200)
      response.resume()
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})

suite('loadCertificate', () => {
  test('keeps the certificate, so that it is trusted once', async () => {
    const folder = join(temporaryFolder(), 'new/folder')
    const first = await loadCertificate(folder, hosts)
    assert.deepEqual(await loadCertificate(folder, hosts.slice(1)), first)
    assert.equal(readFileSync(first.file, 'utf8'), first.cert)
  })

  test('the key is for its owner alone', async () => {
    const folder = temporaryFolder()
    await loadCertificate(folder, hosts)
    assert.equal(statSync(join(folder, 'localhost-key.pem')).mode & 0o777, 0o600)
  })

  test('makes a new one for a new host', async () => {
    const folder = temporaryFolder()
    await loadCertificate(folder, ['a.localhost'])
    const { cert } = await loadCertificate(folder, ['a.localhost', 'b.localhost'])
    assert.equal(new X509Certificate(cert).subjectAltName, 'DNS:a.localhost, DNS:b.localhost')
  })

  test('makes a new one where the kept one cannot be read, or the key is another one', async () => {
    const folder = temporaryFolder()
    const { file } = await loadCertificate(folder, hosts)
    writeFileSync(file, 'no certificate')
    assert.ok(new X509Certificate((await loadCertificate(folder, hosts)).cert))
    writeFileSync(file, makeSelfSigned(hosts).cert)
    const { cert, key } = await loadCertificate(folder, hosts)
    assert.doesNotThrow(() => createServer({ cert, key }))
  })

  test('makes a new one where the clock was ahead when it was made, or is near its end', async (t) => {
    const day = 86_400_000
    for (const days of [-400, -365, 2, 400]) {
      const folder = temporaryFolder()
      const now = Date.now()
      t.mock.timers.enable({ apis: ['Date'], now: now + days * day })
      const { cert } = await loadCertificate(folder, hosts)
      t.mock.timers.reset()
      const made = new X509Certificate((await loadCertificate(folder, hosts)).cert)
      assert.notEqual(made.raw.toString('base64'), new X509Certificate(cert).raw.toString('base64'))
      assert.ok(Date.parse(made.validFrom) <= now && Date.parse(made.validTo) > now + day)
    }
  })

  test('says where it cannot be kept, and why', async () => {
    const folder = join(temporaryFolder({ file: '' }), 'file')
    await assert.rejects(loadCertificate(folder, hosts), (error: Error) => {
      assert.ok(error instanceof UsageError)
      assert.match(
        error.message,
        /^the certificate for https cannot be kept: \S+localhost-key\.pem cannot be written: something of that name is there already\.\n {2}→ /,
      )
      return true
    })
  })
})
