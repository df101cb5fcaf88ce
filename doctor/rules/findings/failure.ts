import type { AnswerFailure, DnsFailure } from '../../facts.ts'

/** Why a host gave no answer, with what to do about it. @param host as in a URL, with its port */
export function explainFailure(
  { reason, detail }: AnswerFailure,
  host: string,
): { text: string; cure: string } {
  switch (reason) {
    case 'dns':
      return {
        text: 'DNS gave no address for it',
        cure: `Check the name ${host}, and its DNS records.`,
      }
    case 'refused':
      return {
        text: 'nothing listens there (connection refused)',
        cure: `Check that the server of ${host} runs, and that the port is right.`,
      }
    case 'unreachable':
      return { text: `it was not reached (${detail})`, cure: unreachableCure(detail, host) }
    case 'reset':
      return {
        text: 'the server closed the connection',
        cure: `Look into the log of the server of ${host}.`,
      }
    case 'certificate':
      return {
        text: `its certificate is not trusted (${detail})`,
        cure: certificateCure(detail, host),
      }
    case 'timeout':
      return {
        text: 'no answer came in time',
        cure: `Check that the server of ${host} runs, and try again, with a longer --timeout.`,
      }
    case 'redirect-loop':
      return {
        text: `it redirects without end (${detail})`,
        cure: `On ${host}, look for two rules that undo each other, or for a page that wants a cookie first.`,
      }
    case 'not-http':
      return {
        text: `what came back is not HTTP (${detail})`,
        cure: `Check the port of ${host}.`,
      }
  }
}

/** By doctor's own words about a redirect, and by the system's code for a machine that has no route. */
function unreachableCure(detail: string, host: string): string {
  if (/redirects? to /.test(detail)) {
    return 'If you mean where the page redirects to, name that: edgemint doctor https://…'
  }
  return /\bENETUNREACH\b/.test(detail)
    ? `This machine has no network that leads to ${host}: connect it, and run doctor again.`
    : `Check this machine’s network, and that ${host} is up.`
}

/** By OpenSSL's words (X509_verify_cert_error_string) and Node's own. */
function certificateCure(detail: string, host: string): string {
  if (/self[- ]signed|unable to (get|verify)|unknown ca/i.test(detail)) {
    return `If the certificate of ${host}, or its authority, is your own, name it: --ca FILE. Otherwise get one from a public authority, with its whole chain.`
  }
  if (/expired|not yet valid/i.test(detail)) {
    return `Renew the certificate of ${host}; if it is a new one, set this machine’s clock.`
  }
  return `Give ${host} a certificate that names it. If that is from an authority of your own, name the authority with --ca FILE.`
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
        cure: `Shorten the chain of ${host}: browsers give up as well.`,
      }
    case 'timeout':
      return {
        text: `No answer from DNS about ${question} of ${name} came in time.`,
        cure: `Try again, with a longer --timeout, or ask another DNS server about ${name}, with --dns.`,
      }
    case 'unreachable':
      return {
        text: `The DNS server cannot be reached, to ask about ${name}.`,
        cure: `Check the network, or ask another DNS server about ${name}, with --dns.`,
      }
    case 'servfail':
    case 'refused':
      return {
        text: `The DNS server answers ${reason === 'servfail' ? 'SERVFAIL' : 'REFUSED'} about ${question} of ${name}.`,
        cure: `Ask another DNS server about ${name}, with --dns. If all say so, the name servers of its domain are broken.`,
      }
  }
}
