/** What of a JSON Schema these tests look at. */
export interface Schema {
  $ref?: string
  $comment?: string
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  items?: Schema
  required?: string[]
  properties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  maxItems?: number
  maxLength?: number
  maxProperties?: number
  examples?: unknown[]
  description?: string
  $defs?: Record<string, Schema>
}

/**
 * A schema as types of TypeScript, so that the compiler can compare it with those of the source: its root
 * has this name, and its definitions have their own. A string with a `$comment` is one of words that the
 * schema leaves open: those that the source has may grow without it.
 */
export function schemaTypes(root: Schema, name: string): string {
  const types = Object.entries({ ...root.$defs, [name]: root }).map(
    ([title, schema]) => `export type ${title} = ${typeOf(schema, root)}\n`,
  )
  return `export type OpenWord = any\n${types.join('')}`
}

function typeOf(schema: Schema, root: Schema): string {
  if (schema.$ref !== undefined) return nameOf(schema.$ref)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((word) => JSON.stringify(word)).join(' | ')
  switch (schema.type) {
    case 'object':
      return objectType(schema, root)
    case 'array':
      return `(${typeOf(schema.items ?? {}, root)})[]`
    case 'integer':
      return 'number'
    case 'string':
      return schema.$comment === undefined ? 'string' : 'OpenWord'
    case undefined:
      return schema.anyOf ? choiceType(schema.anyOf, root) : 'unknown'
    default:
      return schema.type
  }
}

function objectType(schema: Schema, root: Schema): string {
  const { properties, required = [], additionalProperties } = schema
  if (!properties) {
    return typeof additionalProperties === 'object'
      ? `Record<string, ${typeOf(additionalProperties, root)}>`
      : 'unknown'
  }
  const fields = Object.entries(properties).map(
    ([name, field]) =>
      `  ${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${typeOf(field, root)}\n`,
  )
  return `{\n${fields.join('')}}`
}

/** Where a plan may write text instead of an object, facts have the object. */
function choiceType(options: Schema[], root: Schema): string {
  const objects = options.filter(
    ({ $ref }) => $ref !== undefined && root.$defs?.[nameOf($ref)].type === 'object',
  )
  return (objects.length > 0 ? objects : options).map((one) => typeOf(one, root)).join(' | ')
}

function nameOf(reference: string): string {
  return reference.replace('#/$defs/', '')
}
