import type { Typed } from '../../demo/doctor/typed.ts'
import type { Browser } from './engines/engine.ts'

/** Fills the form of doctor's page, presses its button, and waits for what comes. */
export async function fillDoctor(browser: Browser, typed: Partial<Typed>): Promise<void> {
  await browser.run(
    `const form = document.querySelector('form')
    form.reset()
    for (const one of form.querySelectorAll('[aria-invalid]')) one.removeAttribute('aria-invalid')
    for (const [name, value] of Object.entries(args[0])) form.elements.namedItem(name).value = value
    document.querySelector('#result').replaceChildren()`,
    { ...typed },
  )
  await browser.click('[type=submit]')
  await doctorIsDone(browser)
}

export function doctorIsDone(browser: Browser): Promise<void> {
  return browser.waitFor(
    'a result',
    `return !document.querySelector('#result[aria-busy]') &&
      document.querySelector('#result :is(h1, h2), [aria-invalid]')`,
  )
}

/** The report as JSON, byte for byte, as the page shows it. */
export async function jsonOf(browser: Browser): Promise<string> {
  await browser.run(`document.querySelector('#as-json').open = true`)
  const text = `return document.querySelector('#as-json pre').textContent`
  await browser.waitFor('the JSON', text)
  return browser.run(text)
}
