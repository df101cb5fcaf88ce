import { read, xmlAnswer } from './operation.ts'
import { element } from './xml.ts'

/** Who calls. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const stsOperations = [
  read('POST /GetCallerIdentity', 'sts:GetCallerIdentity', ({ state }) =>
    xmlAnswer(
      200,
      element('GetCallerIdentityResponse', [
        element('GetCallerIdentityResult', [
          element('Arn', `arn:aws:iam::${state.accountId}:user/example`),
          element('UserId', 'AIDACKCEVSQ6C2EXAMPLE'),
          element('Account', state.accountId),
        ]),
        element('ResponseMetadata', [element('RequestId', '00000000-0000-4000-8000-000000000000')]),
      ]),
      {},
      'https://sts.amazonaws.com/doc/2011-06-15/',
    ),
  ),
]
