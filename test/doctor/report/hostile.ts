import type { Diagnosis } from '../../../doctor/rules/diagnosis.ts'

const poison = `"><img src=x onerror=alert(1)>&'</style></title></svg><svg onload=alert(2)>\u202e\0 javascript:alert(3) https://a.example/"onclick='alert(4)' --mint"><b>`

/** Fields whose words are ours, and stay. */
const ours =
  /^(setBy|outcome|way|browser|confidence|effort|who|severity|about|family|client|serviceWorker|reason|question)$/
const sources = new Set(['seen', 'config', 'plan', 'assumed'])

/** The diagnosis with each text replaced by one that tries to get out and names its field, keys of records included. */
export function hostile(diagnosis: Diagnosis): Diagnosis {
  return poisoned(diagnosis, '') as Diagnosis
}

/** What a text says of its field: the headline's own, and the id of a finding that it names. */
function fieldOf(owner: string, name: string): string {
  if (owner !== 'headline') return name
  return name === 'text' ? 'headline' : 'id'
}

function poisoned(value: unknown, key: string): unknown {
  if (typeof value === 'string') {
    return ours.test(key) || (key === 'source' && sources.has(value)) ? value : `${poison} ${key}`
  }
  if (Array.isArray(value)) return value.map((item) => poisoned(item, key))
  if (typeof value !== 'object' || value === null) return value
  const isRecord = key === 'hosts' || key === 'headers'
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      isRecord ? `${poison}${name}` : name,
      poisoned(item, fieldOf(key, name)),
    ]),
  )
}
