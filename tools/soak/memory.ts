import { execFileSync } from 'node:child_process'

/** The memory of the processes of a group, in MB of RSS, by process: a figure a look. */
export class Memory {
  readonly #samples = new Map<string, number[]>()
  looks = 0

  /** One look. What lives for one request alone, as njs does, is in few of them. */
  look(group: number): void {
    this.looks += 1
    const columns = 'pgid=,pid=,rss=,args='
    for (const line of execFileSync('ps', ['-eo', columns], { encoding: 'utf8' }).split('\n')) {
      const [, pgid, pid, rss, args] = /^ *(\d+) +(\d+) +(\d+) +(.*)$/.exec(line) ?? []
      if (Number(pgid) !== group) continue
      const name = `${nameOf(args)} ${pid}`
      const samples = this.#samples.get(name) ?? []
      samples.push(Number(rss) / 1024)
      this.#samples.set(name, samples)
    }
  }

  /** Of each process that was there nearly all the time. */
  usages(): Usage[] {
    return [...this.#samples]
      .filter(([, samples]) => samples.length >= this.looks * 0.8)
      .map(([name, samples]) => usageOf(name, samples))
  }
}

/** With fewer, a program is still loading what it needs. */
export const fewestLooks = 20

/** In MB. */
export interface Usage {
  name: string
  /** The median of the second fifth: by then all is loaded and compiled. */
  start: number
  /** The median of the last fifth. */
  end: number
  most: number
  grows: boolean
}

/**
 * A half and 32 MB are no leak: so much V8 leaves for later where memory is plenty. With a heap of 48 MB at most,
 * Netlify's function answers as many requests, and this is what it grows by without.
 */
export function usageOf(name: string, samples: number[]): Usage {
  const fifth = samples.length / 5
  const isLong = samples.length >= fewestLooks
  const start = median(samples.slice(Math.floor(fifth), Math.ceil(2 * fifth)))
  const end = median(samples.slice(Math.floor(4 * fifth)))
  return { name, start, end, most: Math.max(...samples), grows: isLong && end > start * 1.5 + 32 }
}

function median(figures: number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)]
}

function nameOf(args: string): string {
  const names: [RegExp, string][] = [
    [/workerd/, 'workerd'],
    [/deno/, 'Deno'],
    [/lambda-host/, 'Netlify Functions'],
    [/esbuild/, 'esbuild'],
    [/demo\/server\/main/, 'npm start'],
    [/edgemint\.js|cli\/main/, 'edgemint dev'],
  ]
  return names.find(([pattern]) => pattern.test(args))?.[1] ?? args.slice(0, 30)
}
