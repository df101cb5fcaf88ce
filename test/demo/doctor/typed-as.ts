import type { Typed } from '../../../demo/doctor/typed.ts'

/** The form with these fields filled in, and the others as they stand there at first. */
export function typedAs(fields: Partial<Typed> = {}): Typed {
  return {
    site: 'www.shop.example',
    api: 'api.shop.example',
    keeps: 'api',
    header: 'Authorization',
    life: '',
    setCookies: '',
    ...fields,
  }
}
