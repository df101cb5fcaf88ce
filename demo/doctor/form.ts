import type { Mistakes } from './read-typed.ts'
import type { Field, Typed } from './typed.ts'

export function readForm(form: HTMLFormElement): Typed {
  const data = new FormData(form)
  const text = (name: keyof Typed): string => String(data.get(name) ?? '')
  return {
    site: text('site'),
    api: text('api'),
    keeps: text('keeps') as Typed['keeps'],
    header: text('header'),
    life: text('life'),
    setCookies: text('setCookies'),
  }
}

/** The recording that was chosen, if one was. */
export function harFile(form: HTMLFormElement): File | undefined {
  return harInput(form).files?.[0]
}

/** A file may be dropped anywhere on the page; without this the browser would show it. */
export function takeDrops(form: HTMLFormElement, onDrop: () => void): void {
  document.addEventListener('dragover', (event) => event.preventDefault())
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    const files = event.dataTransfer?.files
    if (!files || files.length === 0) return
    harInput(form).files = files
    form.querySelector('details')!.open = true
    onDrop()
  })
}

function harInput(form: HTMLFormElement): HTMLInputElement {
  return form.elements.namedItem('har') as HTMLInputElement
}

export function fillForm(form: HTMLFormElement, typed: Typed): void {
  harInput(form).value = ''
  for (const [name, value] of Object.entries(typed)) {
    const field = form.elements.namedItem(name)
    if (field && 'value' in field) field.value = value
  }
  // Not hidden where it says something.
  if (typed.setCookies !== '') form.querySelector('details')!.open = true
}

/** Says each mistake below its field, and leads to the first. */
export function showMistakes(form: HTMLFormElement, mistakes: Mistakes): void {
  const fields = Object.keys(mistakes) as Field[]
  for (const name of fields) {
    control(form, name).setAttribute('aria-invalid', 'true')
    form.querySelector(`#${name}-mistake`)!.textContent = mistakes[name]!
  }
  const first = fields[0] && control(form, fields[0])
  const details = first?.closest('details')
  if (details) details.open = true
  first?.focus()
}

export function clearMistakes(form: HTMLFormElement): void {
  for (const place of form.querySelectorAll('.mistake')) place.textContent = ''
  for (const one of form.querySelectorAll('[aria-invalid]')) one.removeAttribute('aria-invalid')
}

function control(form: HTMLFormElement, name: Field): HTMLElement {
  return form.querySelector<HTMLElement>(`[name="${name}"]`)!
}
