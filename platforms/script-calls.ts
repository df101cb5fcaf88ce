/** The scripts of a package.json, by name. */
export type Scripts = Record<string, unknown>

/**
 * A command, and under it all scripts that it calls, with those that npm runs before and after each.
 *
 * @example withScripts('npm run build', { build: 'run-s a b', a: 'x', b: 'y' }) // ['npm run build', 'run-s a b', 'x', 'y']
 */
export function withScripts(command: string, scripts: Scripts): string[] {
  const texts = [command]
  const seen = new Set<string>()
  for (const text of texts)
    for (const called of namesIn(text, Object.keys(scripts)))
      for (const name of [`pre${called}`, called, `post${called}`]) {
        if (seen.has(name) || typeof scripts[name] !== 'string') continue
        seen.add(name)
        texts.push(scripts[name])
      }
  return texts
}

function namesIn(command: string, all: string[]): string[] {
  const run =
    /\b(?:npm|pnpm|yarn|bun)(?: +-[\w-]+)* +(?:run(?:-script)? +(?:-[\w-]+ +)*)?([\w:.-]+)/g
  // npm-run-all, and concurrently with npm:NAME.
  const several = /\b(?:run-[sp]|npm-run-all2?)\b([^&|;\n]*)|\bnpm:([^\s'"]+)/g
  const written = [
    ...[...command.matchAll(run)].map(([, name]) => name),
    ...[...command.matchAll(several)].flatMap(([, names = '', name = '']) =>
      `${names} ${name}`.replace(/['"\\]/g, '').split(/\s+/),
    ),
  ]
  return written.flatMap((name) => {
    const [before, star] = name.split('*')
    return star === undefined || before === ''
      ? [name]
      : all.filter((each) => each.startsWith(before))
  })
}
