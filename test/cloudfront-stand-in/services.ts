import type { AwsError } from './aws-error.ts'
import { distributionOperations } from './distributions.ts'
import { functionOperations } from './functions.ts'
import { keyValueStoreOperations } from './key-value-stores.ts'
import { xmlAnswer, type Operation, type ServiceAnswer, type ServiceRequest } from './operation.ts'
import { element } from './xml.ts'

export interface Service {
  operations: Operation[]
  /** Where the operation is not told by the path: the request that tells it. */
  toRoute?: (request: ServiceRequest) => ServiceRequest
  /** The service's own form of an error. */
  refuse: (error: AwsError) => ServiceAnswer
}

/** The services, by the name that requests to them are signed for. */
export const services: Record<string, Service> = {
  cloudfront: {
    operations: [...functionOperations, ...distributionOperations, ...keyValueStoreOperations],
    refuse: refuseInXml,
  },
}

/** https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html#operation-error-serialization */
function refuseInXml({ code, status, message }: AwsError): ServiceAnswer {
  const fields = [
    element('Type', status < 500 ? 'Sender' : 'Receiver'),
    element('Code', code),
    element('Message', message),
  ]
  const requestId = element('RequestId', '00000000-0000-4000-8000-000000000000')
  return xmlAnswer(status, element('ErrorResponse', [element('Error', fields), requestId]))
}
