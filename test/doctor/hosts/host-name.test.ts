import assert from 'node:assert/strict'
import { test } from 'node:test'
import { publicUrl, readHostName, withPlainHost } from '../../../doctor/hosts/host-name.ts'

test('a host name is read as URLs and DNS answers are compared', () => {
  for (const [text, expected] of [
    ['www.example.com', 'www.example.com'],
    ['WWW.Example.COM.', 'www.example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['_dmarc.example.com', '_dmarc.example.com'],
    ['203.0.113.5', undefined],
    ['a..b', undefined],
    ['a b', undefined],
    ['', undefined],
    [`${'a'.repeat(64)}.example.com`, undefined],
    ['a.'.repeat(300), undefined],
  ]) {
    assert.equal(readHostName(text as string), expected, text)
  }
})

test('a URL with its host as DNS has it', () => {
  for (const [url, expected] of [
    ['https://www.example.com./a?b', 'https://www.example.com/a?b'],
    ['https://203.0.113.5/', 'https://203.0.113.5/'],
    ['https://[2001:db8::1]/', 'https://[2001:db8::1]/'],
    ['https://a..b/', undefined],
  ]) {
    assert.equal(withPlainHost(new URL(url as string))?.href, expected, url)
  }
})

test('a URL without what may be secret', () => {
  const url = new URL('https://user:secret@www.example.com:8443/a?token=secret#secret')
  assert.equal(publicUrl(url), 'https://www.example.com:8443/a')
})
