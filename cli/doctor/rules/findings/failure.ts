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
        text: `it was not reached (${detail})`,
        cure: 'If the page redirects to another site, name that one. Otherwise check this machine’s network.',
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
      return {
        text: `it redirects without end (${detail})`,
        cure: 'Look for two rules that undo each other, or for a page that wants a cookie first.',
      }
    case 'not-http':
      return { text: `what came back is not HTTP (${detail})`, cure: 'Check the port.' }
  }
}

/** What DNS did not tell of a host, as a sentence. */
export function explainDnsFailure(
  host: string,
  { question, name, reason }: DnsFailure,
): { text: string; cure: string } {
  const subject = name === host ? host : `${host} is an alias (CNAME) for ${name}, which`
  switch (reason) {
    case 'nxdomain':
      return {
        text: `${subject} was not found in DNS.`,
        cure: `Check the spelling of ${name}, and its DNS records. A name that only your own network knows needs its DNS server: --dns.`,
      }
    case 'no-address':
      return {
        text: `${subject} has neither an A nor an AAAA record.`,
        cure: `Give ${name} an address in DNS.`,
      }
    case 'loop':
      return {
        text: `The CNAME records of ${host} run in a circle, at ${name}.`,
        cure: `Correct the CNAME records of ${host}.`,
      }
    case 'chain-too-long':
      return {
        text: `The chain of CNAME records of ${host} does not end.`,
        cure: 'Shorten the chain: browsers give up as well.',
      }
    case 'timeout':
      return {
        text: `No answer from DNS about ${question} of ${name} came in time.`,
        cure: 'Try again, with a longer --timeout, or ask another DNS server with --dns.',
      }
    case 'unreachable':
      return {
        text: `The DNS server cannot be reached, to ask about ${name}.`,
        cure: 'Check the network, or ask another DNS server with --dns.',
      }
    case 'servfail':
    case 'refused':
      return {
        text: `The DNS server answers ${reason === 'servfail' ? 'SERVFAIL' : 'REFUSED'} about ${question} of ${name}.`,
        cure: 'Ask another DNS server with --dns. If all say so, the domain’s name servers are broken.',
      }
  }
}
