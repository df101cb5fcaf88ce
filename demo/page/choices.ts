import type { Demo, Endpoint } from './demo.ts'
import { requiredElement } from './required-element.ts'

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
  const input = document.createElement('input')
  input.type = 'radio'
  input.name = 'endpoint'
  input.value = endpoint.path
  input.autocomplete = 'off'
  input.defaultChecked = index === 0

  const name = document.createElement('span')
  name.textContent = endpoint.runtime.split(':')[0] ?? endpoint.path
  const note = document.createElement('small')
  note.textContent = endpoint.readsBody ? 'reads headers and body' : 'reads headers only'

  const label = document.createElement('label')
  label.append(input, name, note)
  return label
}
