import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AwsError } from './aws-error.ts'
import { checkCredentials, serviceOf } from './credentials.ts'
import { addDistribution } from './distributions.ts'
import { errorOf, Faults } from './faults.ts'
import { checkPermission } from './permission.ts'
import { findOperation, type ServiceAnswer, type ServiceRequest } from './operation.ts'
import { services, type Service } from './services.ts'
import { emptyState, type State } from './state.ts'

/** A server on loopback that answers AWS's SDK as AWS does. */
export interface StandIn {
  /** For the SDK's `endpoint`, or for AWS_ENDPOINT_URL. */
  endpoint: string
  state: State
  /** Every call, in order: also one that was refused, or struck by a fault. */
  log: { operation: string; isWrite: boolean }[]
  faults: Faults
  /** Adds a distribution and returns its id. */
  addDistribution: (xml: string) => string
  /** `<DistributionConfig>` as the stand-in holds it. */
  distributionXml: (id: string) => string
  close: () => Promise<void>
}

/** Starts the stand-in; port 0 is any that is free. */
export async function startStandIn({ port = 0 } = {}): Promise<StandIn> {
  const state = emptyState()
  const log: StandIn['log'] = []
  const faults = new Faults()
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    log,
    faults,
    addDistribution: (xml) => addDistribution(state, xml),
    distributionXml: (id) => state.distributions[id].config,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await answerTo(await readRequest(incoming))
    if (answer === 'drop') incoming.socket.destroy()
    else if (answer !== 'silence')
      response.writeHead(answer.status, answer.headers).end(answer.body ?? '')
  }

  async function answerTo(request: ServiceRequest): Promise<ServiceAnswer | 'drop' | 'silence'> {
    let service: Service = services.cloudfront
    try {
      service = services[serviceOf(request)] ?? service
      const routed = service.toRoute?.(request) ?? request
      const found = findOperation(service.operations, routed)
      if (found === undefined) throw unknown(routed)
      const { operation, parameters } = found
      const { name, isWrite } = operation
      log.push({ operation: name, isWrite })
      const fault = faults.strike(name)
      if (fault?.kind === 'timeout') return 'silence'
      if (fault?.kind === 'drop') return 'drop'
      const error = fault && errorOf(fault.kind)
      if (error) throw error
      await fault?.run?.(state)
      checkCredentials(request, state)
      checkPermission(name, state)
      const answer = await operation.run({ ...routed, state, parameters })
      return fault?.kind === 'drop-after' ? 'drop' : answer
    } catch (error) {
      return service.refuse(toAwsError(error))
    }
  }
}

function unknown({ method, path }: ServiceRequest): AwsError {
  return new AwsError('UnknownOperation', 404, `The stand-in does not know ${method} ${path}.`)
}

function toAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error
  if (error instanceof SyntaxError) return new AwsError('MalformedInput', 400, error.message)
  return new AwsError('InternalFailure', 500, (error as Error).stack ?? String(error))
}

async function readRequest(incoming: IncomingMessage): Promise<ServiceRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const [path, query = ''] = incoming.url!.split('?')
  return {
    method: incoming.method!,
    path,
    query: new URLSearchParams(query),
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString(),
  }
}
