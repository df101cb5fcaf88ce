import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findingsFile, findingsPage } from './findings-page.ts'

// `node tools/findings/main.ts`: writes the list of all findings, rules and remedies from doctor's tables.
writeFileSync(fileURLToPath(new URL(`../../${findingsFile}`, import.meta.url)), findingsPage())
