/** What is loaded once somebody begins to type. */
export { ask } from './ask.ts'
export { fromFragment, toFragment, typedFor } from './shared-link.ts'
export { show } from './show.ts'
