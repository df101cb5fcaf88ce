import { execFileSync } from 'node:child_process'

/** The command lines of a process group: what a terminal's Ctrl-C reaches. */
export function processesOfGroup(group: number): string[] {
  return execFileSync('ps', ['-eo', 'pgid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.trimStart().startsWith(`${group} `))
}
