import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { suite, test } from 'node:test'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { readPlan } from '../../doctor/plan/read-plan.ts'
import { diagnose } from '../../doctor/rules/diagnose.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'
import { badPlans } from './plan/bad-plans.ts'
import { goodPlans } from './plan/plans.ts'
import * as diagnoses from './report/diagnoses.ts'
import { schemaTypes, type Schema } from './schema-types.ts'

const planSchema = readSchema('docs/doctor-facts.schema.json')
const reportSchema = readSchema('docs/doctor-report.schema.json')
const isPlan = compile(planSchema)
const isReport = compile(reportSchema)

test('the schemas say what the types say, as the compiler sees it', () => {
  const folder = temporaryFolder({
    'plan.ts': schemaTypes(planSchema, 'Plan'),
    'report.ts': schemaTypes(reportSchema, 'Diagnosis'),
    'compare.ts': comparison,
    'package.json': '{ "type": "module" }',
    'tsconfig.json': JSON.stringify({
      extends: resolve('doctor/tsconfig.json'),
      compilerOptions: { noEmit: true },
      include: ['*.ts'],
    }),
  })
  assert.deepEqual(compilerSays(folder), [])
})

/** All fields, down to the last; and the same once more with those needed that may be left out. */
const comparison = `
import type { Diagnosis } from '${resolve('doctor/rules/diagnosis.ts')}'
import type { Facts } from '${resolve('doctor/facts.ts')}'
import type * as plan from './plan.ts'
import type * as report from './report.ts'

type Complete<T> = T extends (infer Item)[]
  ? Complete<Item>[]
  : T extends object
    ? { [K in keyof T]-?: Complete<T[K]> }
    : T
type Plan = Omit<plan.Plan, '$schema'>

export const reportOfType = (it: Diagnosis): report.Diagnosis => it
export const typeOfReport = (it: report.Diagnosis): Diagnosis => it
export const wholeReportOfType = (it: Complete<Diagnosis>): Complete<report.Diagnosis> => it
export const wholeTypeOfReport = (it: Complete<report.Diagnosis>): Complete<Diagnosis> => it

// A plan may leave out what facts have.
export const planOfType = (it: Facts): Plan => it
export const wholePlanOfType = (it: Complete<Facts>): Complete<Plan> => it
export const wholeTypeOfPlan = (it: Complete<Plan>): Complete<Facts> => it
`

/** Of each error the innermost line, which names the field or word. */
function compilerSays(folder: string): string[] {
  const compiler = join('node_modules', 'typescript', 'bin', 'tsc')
  const args = [compiler, '--pretty', 'false', '-p', folder]
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  const lines = `${stdout}${stderr}`.trimEnd().split('\n')
  return lines.filter((line, i) => line !== '' && !lines[i + 1]?.startsWith(' '))
}

suite('the schemas know a plan in order, its facts and what follows from them', () => {
  for (const [title, plan, facts] of goodPlans) {
    test(title, () => {
      assertValid(isPlan, plan)
      assertValid(isPlan, facts)
      assertValid(isReport, plain(diagnose(facts)))
    })
  }

  for (const [name, diagnosis] of Object.entries(diagnoses)) {
    test(name, () => assertValid(isReport, plain(diagnosis)))
  }
})

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

test('facts of a report are written out: short forms are for plans', () => {
  const page = { url: 'https://www.example.com/' }
  const hosts = { 'www.example.com': { cnames: [], addresses: ['203.0.113.5'] } }
  const facts = { version: 1, page, hosts } as const
  const report = plain(diagnose(facts)) as object
  assertValid(isReport, { ...report, facts })
  for (const short of [
    { ...facts, page: page.url },
    { ...facts, endpoint: '/a' },
    { ...facts, api: { url: page.url, cookies: ['id=x'] } },
    { ...facts, hosts: { 'www.example.com': { addresses: ['203.0.113.5'] } } },
    { ...facts, $schema: 'x' },
    { ...facts, page: { ...page, answer: { status: 200, headers: { 'set-cookie': 'x' } } } },
  ]) {
    assert.equal(isReport({ ...report, facts: short }), false)
  }
})

test('no other field is allowed than those that are named, but for headers in a plan', () => {
  const open = [planSchema, reportSchema].flatMap((root) =>
    partsOf(root).filter(
      ([, { properties, additionalProperties }]) => properties && additionalProperties !== false,
    ),
  )
  assert.deepEqual(
    open.map(([path]) => path),
    ['/$defs/Answer/properties/headers'],
  )
})

test('the facts of a report are no longer than those of a plan', () => {
  const plan = new Map(partsOf(planSchema))
  for (const [path, part] of partsOf(reportSchema)) {
    const ofPlan = plan.get(path.replace('/$defs/Facts', ''))
    if (!ofPlan || path.endsWith('/headers')) continue
    assert.deepEqual(limitsOf(part), limitsOf(ofPlan), path)
  }
})

test('every field in the schemas is explained', () => {
  for (const root of [planSchema, reportSchema]) {
    for (const [name, schema] of Object.entries(root.$defs ?? {})) {
      assert.ok(schema.description, `${name} is not`)
      for (const [field, part] of Object.entries(schema.properties ?? {})) {
        const ofDefinition = root.$defs?.[part.$ref?.replace('#/$defs/', '') ?? '']
        assert.ok(part.description ?? ofDefinition?.description, `${name}.${field} is not`)
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

/** As a report has it: without what is undefined. */
function plain(value: object): unknown {
  return JSON.parse(JSON.stringify(value))
}

/** Each schema within a schema, by its path; examples hold none. */
function partsOf(value: unknown, path = ''): [path: string, part: Schema][] {
  if (typeof value !== 'object' || value === null) return []
  const within = Object.entries(value).flatMap(([name, part]) =>
    name === 'examples' ? [] : partsOf(part, `${path}/${name}`),
  )
  return [[path, value as Schema], ...within]
}

/** An object that is closed has no more properties than it names. */
function limitsOf(schema: Schema): (number | undefined)[] {
  const { maxItems, maxLength, maxProperties, additionalProperties } = schema
  return [maxItems, maxLength, additionalProperties === false ? undefined : maxProperties]
}
