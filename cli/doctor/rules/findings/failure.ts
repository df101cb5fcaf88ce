import type { AnswerFailure, DnsFailure } from '../../facts.ts'

/** Why there is no answer, with what to do about it. */
export function explainFailure({ reason, detail }: AnswerFailure): { text: string; cure: string } {
  switch (reason) {
    case 'dns':
      return { text: 'DNS gave no address for it', cure: 'Check the name, and its DNS records.' }
    case 'refused':
      return {
        text: 'nothing listens there (connection refused)',
        cure: 'Check the port, and that the server runs.',
      }
    case 'unreachable':
      return {
        text: 'no network leads there',
        cure: 'Check this machine’s network, and the address.',
      }
    case 'reset':
      return { text: 'the server closed the connection', cure: 'Look into the server’s log.' }
    case 'certificate':
      return {
        text: `its certificate is not trusted (${detail})`,
        cure: 'Renew the certificate. If it is from an authority of your own, name that with --ca FILE.',
      }
    case 'timeout':
      return { text: 'no answer came in time', cure: 'Try again, with a longer --timeout.' }
    case 'redirect-loop':
      return { text: 'it redirects without end', cure: 'Look for two rules that undo each other.' }
    case 'not-http':
      return { text: `what came back is not HTTP (${detail})`, cure: 'Check the port.' }
  }
}

export function explainDnsFailure({ question, name, reason }: DnsFailure): {
  text: string
  cure: string
} {
  switch (reason) {
    case 'nxdomain':
      return {
        text: `the name ${name} does not exist`,
        cure: 'Check the spelling, and the records of the domain.',
      }
    case 'no-address':
      return { text: `${name} has neither an A nor an AAAA record`, cure: 'Add one.' }
    case 'loop':
      return {
        text: `the CNAME records run in a circle at ${name}`,
        cure: 'Correct the CNAME records.',
      }
    case 'chain-too-long':
      return {
        text: 'the chain of CNAME records does not end',
        cure: 'Shorten it: browsers give up as well.',
      }
    case 'timeout':
      return {
        text: `no answer about ${question} of ${name} came in time`,
        cure: 'Try again, with a longer --timeout, or ask another server with --dns.',
      }
    case 'unreachable':
      return {
        text: `the DNS server cannot be reached`,
        cure: 'Check the network, or ask another server with --dns.',
      }
    case 'servfail':
    case 'refused':
      return {
        text: `the DNS server answers ${reason === 'servfail' ? 'SERVFAIL' : 'REFUSED'} to ${question} of ${name}`,
        cure: 'Ask another server with --dns. If all say so, the domain’s name servers are broken.',
      }
  }
}
