export type Setting = [key: string, value: string]

/** A setting that a block has only where there is a value. */
export const setting = (key: string, value: string | undefined): Setting[] =>
  value === undefined ? [] : [[key, value]]

/** The settings of a block, in columns as `terraform fmt` has them. */
export function aligned(settings: Setting[]): string {
  const width = Math.max(...settings.map(([key]) => key.length))
  return settings.map(([key, value]) => `  ${key.padEnd(width)} = ${value}`).join('\n')
}

/** A list of texts. */
export function list(words: string[]): string {
  return `[${words.map((word) => `"${word}"`).join(', ')}]`
}

/** Terraform reads `${` and `%{` in a text as the beginning of its own expressions. */
export function inHeredoc(code: string): string {
  // By a function: in a replacement's text, `$$` stands for one `$`.
  return code.trimEnd().replaceAll(/[$%](?=\{)/g, (sign) => sign + sign)
}
