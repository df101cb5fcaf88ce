import type { AwsError } from './aws-error.ts'
import { distributionOperations } from './distributions.ts'
import { functionOperations } from './functions.ts'
import { iamOperations } from './iam.ts'
import { keyValueDataOperations } from './key-value-data.ts'
import { keyValueStoreOperations } from './key-value-stores.ts'
import { lambdaOperations } from './lambda.ts'
import {
  jsonAnswer,
  xmlAnswer,
  type Operation,
  type ServiceAnswer,
  type ServiceRequest,
} from './operation.ts'
import { responseHeadersPolicyOperations } from './response-headers-policies.ts'
import { ssmOperations } from './ssm.ts'
import { stsOperations } from './sts.ts'
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
    operations: [
      ...functionOperations,
      ...distributionOperations,
      ...keyValueStoreOperations,
      ...responseHeadersPolicyOperations,
    ],
    refuse: refuseInXml,
  },
  'cloudfront-keyvaluestore': { operations: keyValueDataOperations, refuse: refuseInJson },
  ssm: { operations: ssmOperations, toRoute: routeByTarget, refuse: refuseInJson },
  lambda: { operations: lambdaOperations, refuse: refuseInJson },
  iam: { operations: iamOperations, toRoute: routeByAction, refuse: refuseInXml },
  sts: { operations: stsOperations, toRoute: routeByAction, refuse: refuseInXml },
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

/** What is wrong with any call has other codes there: https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html */
const codesInJson: Record<string, string> = {
  AccessDenied: 'AccessDeniedException',
  ExpiredToken: 'ExpiredTokenException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  Throttling: 'ThrottlingException',
  InternalFailure: 'InternalServerException',
}

/** https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization */
function refuseInJson({ code, status, message }: AwsError): ServiceAnswer {
  const type = codesInJson[code] ?? code
  return jsonAnswer(status, { message }, { 'x-amzn-errortype': type })
}

/** https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html: the operation is in a header */
function routeByTarget(request: ServiceRequest): ServiceRequest {
  return { ...request, path: `/${String(request.headers['x-amz-target']).split('.')[1]}` }
}

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html: the operation is a field of the form */
function routeByAction(request: ServiceRequest): ServiceRequest {
  const query = new URLSearchParams(request.body)
  return { ...request, query, path: `/${query.get('Action')}` }
}
