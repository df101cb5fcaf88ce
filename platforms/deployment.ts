import type { Mistake } from '../shared/config/mistakes.ts'
import type { Policy } from '../shared/core/policy.ts'
import { production } from '../shared/config/defaults.ts'
import type { TargetName } from './targets.ts'

/** A platform's own program, which alone knows how to log in and to upload. */
export interface Tool {
  /** The program. */
  name: string
  /** The npm package that it comes with. */
  package: string
}

/** A user's project at the moment before it is uploaded. */
export interface Upload {
  /** The folder that the command was called in; all paths of a project count from it. */
  root: string
  environment: string
  policy: Policy
  /** The host of the config's site. */
  host: string
  /** The folder of files that the command line names, where it names one. */
  named?: string | undefined
}

/** How what was built for a target gets to its platform. What it does depends on the platform's own settings file. */
export interface Deployment<Name extends string = string> {
  target: Name
  tool: Tool
  /** The target that is built in its place, where it depends on the policy. */
  builds?: (upload: Upload) => TargetName
  /** What names the folder of files, where the command line cannot. */
  namesFolder?: string
  /** The folder that the tool is given, where it gets nothing but a folder. */
  folder?: (upload: Upload) => string
  /** Where the target's files belong, if not in the output folder. */
  into?: (upload: Upload) => string | undefined
  /** Whether the platform's tool runs the site's own build; where not, deploy does. */
  buildsSite: (upload: Upload) => boolean
  /** What in the project's files keeps requests from the endpoint. */
  findTraps: (upload: Upload) => Mistake[]
  /** What may keep requests from the endpoint, and is not to be seen in the project's files. */
  findDoubts?: (upload: Upload) => string[]
  /** What the tool is called with. */
  commandLine: (upload: Upload) => string[]
  /** What the tool is called with to try everything and upload nothing, where it can do that. */
  rehearsal?: (upload: Upload) => string[]
  /** The name that the platform's settings have for the environment, where they may have one of their own. */
  environmentName?: (upload: Upload) => string
  /** The origins of the site, from what the tool writes to the file in WRANGLER_OUTPUT_FILE_PATH. */
  readOrigins?: (output: string) => string[]
  /** The command that binds a secret. Its value is not in it: a shell keeps what it was given. */
  bindSecret: (name: string, upload: Upload) => string
  /** What the tool is called with to list what is bound. */
  listSecrets: (upload: Upload) => string[]
  /** The names in that list; undefined where it is none. */
  readSecretNames: (output: string) => string[] | undefined
  /** What to do where the site answers at the endpoint, and not the function. */
  ifMissing: string
}

/** The environment that takes the names in the config as they are. */
export const isProduction = (upload: Upload): boolean => upload.environment === production
