import { pagesDeployment } from './cloudflare/deploy-pages.ts'
import { workersDeployment } from './cloudflare/deploy-workers.ts'
import type { Deployment } from './deployment.ts'
import { netlifyDeployment } from './netlify/deploy.ts'

const all = [netlifyDeployment, workersDeployment, pagesDeployment] as const

export type DeploymentName = (typeof all)[number]['target']

/** The targets that `edgemint deploy` knows the way to. */
export const deployments: readonly Deployment<DeploymentName>[] = all
export const deploymentNames: readonly DeploymentName[] = deployments.map(({ target }) => target)

export function findDeployment(name: DeploymentName): Deployment<DeploymentName> {
  return deployments.find(({ target }) => target === name)!
}
