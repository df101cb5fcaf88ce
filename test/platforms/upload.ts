import type { Upload } from '../../platforms/deployment.ts'
import { policyOf } from '../cli/policy-of.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'

/** A project with these files, just before it is uploaded. */
export function uploadOf(files: Record<string, string>, more: Partial<Upload> = {}): Upload {
  return {
    root: temporaryFolder(files),
    environment: 'production',
    policy: policyOf({ site: 'https://www.acme.com' }),
    host: 'www.acme.com',
    ...more,
  }
}
