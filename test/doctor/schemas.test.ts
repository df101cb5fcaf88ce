import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { answerHeaders } from '../../doctor/facts.ts'
import { readPlan } from '../../doctor/plan/read-plan.ts'
import { badPlans } from './plan/bad-plans.ts'
import { completeDiagnosis } from './complete-diagnosis.ts'
import { readInterfaces } from './interfaces.ts'
import { goodPlans } from './plan/plans.ts'

/** What of a JSON Schema these tests look at. */
interface Schema {
  $ref?: string
  enum?: unknown[]
  required?: string[]
  properties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  examples?: unknown[]
  description?: string
  $defs?: Record<string, Schema>
}

const planSchema = readSchema('docs/doctor-facts.schema.json')
const reportSchema = readSchema('docs/doctor-report.schema.json')
const isPlan = compile(planSchema)
const isReport = compile(reportSchema)
const example = { ...completeDiagnosis }

for (const [title, plan, facts] of goodPlans) {
  test(`the schemas know a plan in order: ${title}`, () => {
    assertValid(isPlan, plan)
    assertValid(isPlan, facts)
    assertValid(isReport, { ...example, facts })
  })
}

for (const { title, plan, isBeyondSchema = false } of badPlans) {
  test(`the schema ${isBeyondSchema ? 'cannot see' : 'sees'} what is wrong: ${title}`, () => {
    assert.equal(isPlan(plan), isBeyondSchema, JSON.stringify(isPlan.errors))
  })
}

test('the examples in the schemas are in order, and mean something', () => {
  for (const plan of planSchema.examples ?? []) {
    assertValid(isPlan, plan)
    assert.ok('facts' in readPlan(plan))
  }
  for (const report of reportSchema.examples ?? []) assertValid(isReport, report)
  assert.ok(planSchema.examples?.length)
  assert.ok(reportSchema.examples?.length)
})

test('a report with all fields is in order, and its facts can be fed back', () => {
  assertValid(isReport, completeDiagnosis)
  assertValid(isPlan, completeDiagnosis.facts)
  assert.deepEqual(readPlan(completeDiagnosis.facts), { facts: completeDiagnosis.facts })
})

test('facts of a report are written out: short forms are for plans', () => {
  const { facts } = completeDiagnosis
  for (const short of [
    { ...facts, page: facts.page.url },
    { ...facts, endpoint: '/a' },
    { ...facts, api: { url: facts.api.url, cookies: ['id=x'] } },
    { ...facts, hosts: { 'www.example.com': { addresses: ['203.0.113.5'] } } },
    { ...facts, $schema: 'x' },
    { ...facts, page: { ...facts.page, answer: { status: 200, headers: { 'set-cookie': 'x' } } } },
  ]) {
    assert.equal(isReport({ ...example, facts: short }), false)
  }
})

test('in a report every field is checked, and no other is allowed', () => {
  let count = 0
  for (const [copy, object, field] of fieldsOf(completeDiagnosis)) {
    count++
    object[field] = { some: 'thing', else: 1 }
    assert.equal(isReport(copy), false, `${field} may be anything`)
  }
  for (const [copy, object] of fieldsOf(completeDiagnosis)) {
    object.another = 1
    const isHosts = copy.facts.hosts === object
    assert.equal(isReport(copy), false, `${isHosts ? 'hosts' : JSON.stringify(object)}: open`)
  }
  assert.ok(count > 300)
})

for (const file of ['diagnosis', 'facts']) {
  const { interfaces, unions } = readInterfaces(`doctor/${file}.ts`)

  for (const [name, fields] of interfaces) {
    test(`doctor-report.schema.json has ${name} as in ${file}.ts`, () => {
      const { properties = {}, required = [] } = schemaOf(reportSchema, name)
      assertSame(
        Object.keys(properties),
        fields.map((field) => field.name),
        `fields of ${name}`,
      )
      const needed = fields.filter(({ isOptional }) => !isOptional).map((field) => field.name)
      assertSame(required, needed, `required fields of ${name}`)
      assertWords(reportSchema, name)
    })
  }

  for (const [name, words] of unions) {
    test(`doctor-report.schema.json has the words of ${name} as in ${file}.ts`, () => {
      assertSame(wordsOf(reportSchema, name), words, `words of ${name}`)
    })
  }

  /** Compares the choices of words that stand in an interface. */
  function assertWords(root: Schema, name: string): void {
    const { properties = {} } = schemaOf(root, name)
    for (const { name: field, words } of interfaces.get(name) ?? []) {
      const ofSchema = resolve(root, properties[field] ?? {}).enum ?? []
      if (words) assertSame(ofSchema, words, `words of ${name}.${field}`)
    }
  }

  if (file === 'facts') {
    for (const [name, fields] of interfaces) {
      test(`doctor-facts.schema.json has ${name} as in facts.ts`, () => {
        const { properties = {} } = schemaOf(planSchema, name)
        const names = Object.keys(properties).filter((field) => field !== '$schema')
        assertSame(
          names,
          fields.map((field) => field.name),
          `fields of ${name}`,
        )
        assertWords(planSchema, name)
      })
    }

    for (const [name, words] of unions) {
      test(`doctor-facts.schema.json has the words of ${name} as in facts.ts`, () => {
        assertSame(wordsOf(planSchema, name), words, `words of ${name}`)
      })
    }
  }
}

test('the schemas have the headers of facts.ts', () => {
  for (const root of [planSchema, reportSchema]) {
    const headers = definition(root, 'Answer').properties?.headers.properties ?? {}
    assertSame(Object.keys(headers), [...answerHeaders], 'headers')
  }
})

test('every field in the schemas is explained', () => {
  for (const root of [planSchema, reportSchema]) {
    for (const [name, schema] of Object.entries(root.$defs ?? {})) {
      assert.ok(schema.description, `${name} is not`)
      for (const [field, part] of Object.entries(schema.properties ?? {})) {
        assert.ok(resolve(root, part).description, `${name}.${field} is not`)
      }
    }
  }
})

function readSchema(path: string): Schema {
  return JSON.parse(readFileSync(path, 'utf8')) as Schema
}

function compile(schema: Schema): ValidateFunction {
  // `required` in a choice names properties that stand beside it.
  return new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(schema)
}

function assertValid(validate: ValidateFunction, value: unknown): void {
  assert.ok(validate(value), JSON.stringify(validate.errors))
}

/** The schema of an interface: what a file is about is its root. */
function schemaOf(root: Schema, name: string): Schema {
  const isRoot = root === planSchema ? name === 'Facts' : name === 'Diagnosis'
  return isRoot ? root : definition(root, name)
}

function definition(root: Schema, name: string): Schema {
  const schema = root.$defs?.[name]
  assert.ok(schema, `the schema has no $defs.${name}`)
  return schema
}

function resolve(root: Schema, schema: Schema): Schema {
  const name = schema.$ref?.replace('#/$defs/', '')
  return name === undefined ? schema : { ...definition(root, name), ...schema }
}

/** The words of a union: a choice, or the names of the requests in `answers`. */
function wordsOf(root: Schema, name: string): unknown[] {
  const owner = { EndpointProbe: 'EndpointFacts', ApiProbe: 'ApiFacts' }[name]
  if (!owner) return definition(root, name).enum ?? []
  return Object.keys(definition(root, owner).properties?.answers.properties ?? {})
}

/** Names what is missing and what is too much. */
function assertSame(ofSchema: unknown[], ofSource: string[], what: string): void {
  const missing = ofSource.filter((name) => !ofSchema.includes(name))
  const extra = ofSchema.filter((name) => !ofSource.some((known) => known === name))
  const message = `${what}: the schema lacks [${missing.join()}], and has [${extra.join()}] besides`
  assert.ok(missing.length + extra.length === 0, message)
}

/** Each field of each object in a report, with a fresh copy of the whole that may be changed. */
function* fieldsOf<T>(
  whole: T,
): Generator<[copy: T, object: Record<string, unknown>, field: string]> {
  for (const path of pathsOf(whole)) {
    const copy = structuredClone(whole)
    let object = copy as Record<string, unknown>
    for (const step of path.slice(0, -1)) object = object[step] as Record<string, unknown>
    if (!Array.isArray(object)) yield [copy, object, path.at(-1) ?? '']
  }
}

function pathsOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => [
    [name],
    ...pathsOf(part).map((rest) => [name, ...rest]),
  ])
}
