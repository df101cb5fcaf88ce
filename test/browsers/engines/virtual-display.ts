/**
 * An X server without a screen, for the one engine that has no headless mode.
 *
 * Traps:
 * - `-displayfd` lets Xvfb choose a free number and tell it, without the race in `xvfb-run -a`, and
 *   without xauth. Only local sockets, no TCP.
 * - No D-Bus session is needed as long as GTK is told not to look for one.
 */
import { installed } from './installed.ts'
import { NO_BUS, startProcess } from './own-process.ts'

const START = 60_000

export interface VirtualDisplay {
  /** For the programs that draw on it. */
  readonly env: Record<string, string>
  close(): Promise<void>
}

export async function startVirtualDisplay(packages: string): Promise<VirtualDisplay> {
  const program = installed('Xvfb', 'WebKitGTK', packages)
  const screen = ['-screen', '0', '1600x1400x24', '-nolisten', 'tcp']
  const child = startProcess(program, ['-displayfd', '1', ...screen], {})
  try {
    const number = await child.printed(/^(\d+)\n/m, START)
    return {
      env: {
        ...NO_BUS,
        DISPLAY: `:${number}`,
        GDK_BACKEND: 'x11',
        LIBGL_ALWAYS_SOFTWARE: '1',
        // No page plays anything, and a look for plugins costs a tenth of each start.
        GST_PLUGIN_SYSTEM_PATH_1_0: '',
        // Nothing here is looked at in motion, and software compositing takes a tenth of the time.
        WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      },
      close: () => child.kill(),
    }
  } catch (error) {
    await child.kill()
    throw error
  }
}
