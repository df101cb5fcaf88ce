import { AwsError } from './aws-error.ts'
import { regionOf } from './credentials.ts'
import { jsonAnswer, read, write, type Call, type ServiceAnswer } from './operation.ts'

/**
 * Parameters of AWS Systems Manager, in us-east-1.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export const ssmOperations = [
  read('POST /GetParameter', 'ssm:GetParameter', getParameter),
  write('POST /PutParameter', 'ssm:PutParameter', putParameter),
]

function getParameter(call: Call): ServiceAnswer {
  const { Name, WithDecryption } = JSON.parse(call.body)
  const { parameters } = call.state
  const isThere = regionOf(call) === 'us-east-1' && Object.hasOwn(parameters, Name)
  if (!isThere) throw new AwsError('ParameterNotFound', 400, '')
  const Value = WithDecryption === true ? parameters[Name] : 'AQICAHh/encrypted'
  return jsonAnswer(200, { Parameter: { Name, Type: 'SecureString', Value, Version: 1 } })
}

function putParameter({ body, state }: Call): ServiceAnswer {
  const { Name, Value } = JSON.parse(body)
  state.parameters[Name] = Value
  return jsonAnswer(200, { Version: 1, Tier: 'Standard' })
}
