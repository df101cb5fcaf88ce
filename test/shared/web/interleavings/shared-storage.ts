import type { Clock } from './clock.ts'

/**
 * localStorage as tabs see it that are processes of their own: each at once what it writes itself, and
 * with a lag what another one wrote. Of two who write at a time, both see in the end who was later.
 *
 * @param lag in ms, on the way of a value from one tab to another
 */
export function createSharedStorage(
  clock: Clock,
  lag: number,
  written: (name: string, value: string) => void,
): { open: () => Record<string, string> } {
  const kept: Record<string, string> = {}
  const views: ((name: string, value: string, writer: object) => void)[] = []
  return {
    open: () => {
      const items = { ...kept }
      /** How many values of its own are on the way: until then it hears of no other. */
      const pending: Record<string, number> = {}
      views.push((name, value, writer) => {
        if (writer === items) pending[name]--
        else if (!pending[name]) items[name] = value
      })
      return new Proxy(items, {
        set: (_, key, given) => {
          const [name, value] = [String(key), String(given)]
          written(name, value)
          items[name] = value
          pending[name] = (pending[name] ?? 0) + 1
          const keep = (): void => {
            kept[name] = value
            const tell = (): void => views.forEach((view) => view(name, value, items))
            if (lag === 0) tell()
            else clock.after(lag / 2, tell)
          }
          if (lag === 0) keep()
          else clock.after(lag / 2, keep)
          return true
        },
      })
    },
  }
}
