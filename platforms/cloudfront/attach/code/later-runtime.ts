/**
 * The later of two runtimes of AWS's that run the same, such as `nodejs22.x` and `nodejs24.x`: what somebody has raised
 * by hand stays.
 */
export function laterRuntime<Own extends string>(own: Own, there: string | undefined): Own {
  const [family, version] = parse(own)
  const [familyThere, versionThere] = parse(there ?? '')
  return familyThere === family && versionThere > version ? (there as Own) : own
}

function parse(runtime: string): [family: string, version: number] {
  const [, family, version] = /^(\D*)([\d.]*)/.exec(runtime)!
  return [family, Number.parseFloat(version)]
}
