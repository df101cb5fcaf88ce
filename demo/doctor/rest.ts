/** What is loaded once somebody begins to type. */
export { examine } from './examine.ts'
export { fromFragment, toFragment } from './shared-link.ts'
export { show } from './show.ts'
