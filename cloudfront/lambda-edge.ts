import { policy } from '#policy'
import { createHandler } from './lambda-edge-adapter.ts'

/** Lambda@Edge, viewer request with IncludeBody. */
export const handler = createHandler(policy)
