import type { Demo, Endpoint } from './demo.ts'
import { element, requiredElement } from './element.ts'

export type Transport = 'header' | 'json'

/** Offers the endpoints to choose from, if there is a choice, and calls back on every change. */
export function showChoices(demo: Demo, onChange: () => void): void {
  requiredElement('endpoint-options').replaceChildren(...demo.endpoints.map(endpointOption))
  requiredElement('endpoint-choice').hidden = demo.endpoints.length < 2
  requiredElement('choices').addEventListener('change', () => {
    showRefusalHint(demo)
    onChange()
  })
  showRefusalHint(demo)
}

export function chosenTransport(): Transport {
  return checkedValue('transport') === 'json' ? 'json' : 'header'
}

export function chosenEndpoint(demo: Demo): Endpoint | undefined {
  const path = checkedValue('endpoint')
  return demo.endpoints.find((endpoint) => endpoint.path === path)
}

function checkedValue(name: string): string | undefined {
  return document.querySelector<HTMLInputElement>(`input[name="${name}"]:checked`)?.value
}

function showRefusalHint(demo: Demo): void {
  const isUnreadable = chosenTransport() === 'json' && chosenEndpoint(demo)?.readsBody === false
  requiredElement('refusal-hint').hidden = !isUnreadable
}

function endpointOption(endpoint: Endpoint, index: number): HTMLLabelElement {
  const { path, runtime, readsBody } = endpoint
  const properties = { type: 'radio', name: 'endpoint', value: path, autocomplete: 'off' } as const
  return element(
    'label',
    {},
    element('input', { ...properties, defaultChecked: index === 0 }),
    element('span', {}, runtime.split(':')[0] ?? path),
    element('small', {}, readsBody ? 'reads headers and body' : 'reads headers only'),
  )
}
