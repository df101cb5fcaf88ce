import type { AnswerFailure, DnsFailure, DnsFailureReason } from '../../facts.ts'

/** Why a host gave no answer, and what to do about it. */
const answerFailures: Record<
  AnswerFailure['reason'],
  {
    text: string
    /** Whether the error's own words say what the text does not. */
    isVague?: true
    cure: (host: string, detail: string) => string
  }
> = {
  dns: {
    text: 'DNS gave no address for it',
    cure: (host) => `Check the name ${host}, and its DNS records.`,
  },
  refused: {
    text: 'nothing listens there (connection refused)',
    cure: (host) => `Check that the server of ${host} runs, and that the port is right.`,
  },
  unreachable: { text: 'it was not reached', isVague: true, cure: unreachableCure },
  reset: {
    text: 'the server closed the connection',
    cure: (host) => `Look into the log of the server of ${host}.`,
  },
  certificate: { text: 'its certificate is not trusted', isVague: true, cure: certificateCure },
  timeout: {
    text: 'no answer came in time',
    cure: (host) =>
      `Check that the server of ${host} runs, and try again, with a longer --timeout.`,
  },
  'redirect-loop': {
    text: 'it redirects without end',
    isVague: true,
    cure: (host) =>
      `On ${host}, look for two rules that undo each other, or for a page that wants a cookie first.`,
  },
  'not-http': {
    text: 'what came back is not HTTP',
    isVague: true,
    cure: (host) => `Check the port of ${host}.`,
  },
}

/** What a failure is called. */
export function failureText({ reason, detail }: AnswerFailure): string {
  const { text, isVague } = answerFailures[reason]
  return isVague && detail !== '' ? `${text} (${detail})` : text
}

/** Why a host gave no answer, with what to do about it. @param host as in a URL, with its port */
export function explainFailure(
  failure: AnswerFailure,
  host: string,
): { text: string; cure: string } {
  const { cure } = answerFailures[failure.reason]
  return { text: failureText(failure), cure: cure(host, failure.detail) }
}

/** By doctor's own words about a redirect, and by the system's code for a machine that has no route. */
function unreachableCure(host: string, detail: string): string {
  if (/redirects to /.test(detail)) {
    return 'If you mean where the page redirects to, name that: edgemint doctor https://…'
  }
  return /\bENETUNREACH\b/.test(detail)
    ? `This machine has no network that leads to ${host}: connect it, and run this check again.`
    : `Check this machine’s network, and that ${host} is up.`
}

/** By OpenSSL's words (X509_verify_cert_error_string) and Node's own. */
function certificateCure(host: string, detail: string): string {
  if (/self[- ]signed|unable to (get|verify)|unknown ca/i.test(detail)) {
    return `If the certificate of ${host}, or its authority, is your own, name it: --ca FILE. Otherwise get one from a public authority, with its whole chain.`
  }
  if (/expired|not yet valid/i.test(detail)) {
    return `Renew the certificate of ${host}; if it is a new one, set this machine’s clock.`
  }
  return `Give ${host} a certificate that names it. If that is from an authority of your own, name the authority with --ca FILE.`
}

interface DnsExplanation {
  /** In a table, beside the name. */
  text: string
  /** @param subject the host, or the name that it is an alias for */
  sentence: (subject: string, failure: DnsFailure, host: string) => string
  cure: (name: string, host: string) => string
}

/** What DNS did not tell, and what to do about it. */
const dnsFailures: Record<DnsFailureReason, DnsExplanation> = {
  nxdomain: {
    text: 'not found',
    sentence: (subject) => `${subject} was not found in DNS.`,
    cure: (name) =>
      `Check the spelling of ${name}; if it is right, see that its DNS has an A, AAAA or CNAME record. If only your own network knows the name, run this check again with the address of that network’s DNS server, such as --dns 10.0.0.53.`,
  },
  'no-address': {
    text: 'the name has no address',
    sentence: (subject) => `${subject} has neither an A nor an AAAA record.`,
    cure: (name) => `Give ${name} an address in DNS.`,
  },
  loop: {
    text: 'the CNAMEs lead in a circle',
    sentence: (_subject, { name }, host) =>
      `The CNAME records of ${host} run in a circle, at ${name}.`,
    cure: (_name, host) => `Correct the CNAME records of ${host}.`,
  },
  'chain-too-long': {
    text: 'there are too many CNAMEs in a row',
    sentence: (_subject, _failure, host) => `The chain of CNAME records of ${host} does not end.`,
    cure: (_name, host) => `Shorten the chain of ${host}: browsers give up as well.`,
  },
  timeout: {
    text: 'the DNS server did not answer in time',
    sentence: (_subject, { question, name }) =>
      `No answer from DNS about ${question} of ${name} came in time.`,
    cure: (name) =>
      `Try again, with a longer --timeout, or ask another DNS server about ${name}, with --dns.`,
  },
  unreachable: {
    text: 'the DNS server could not be reached',
    sentence: (_subject, { name }) => `The DNS server cannot be reached, to ask about ${name}.`,
    cure: (name) => `Check the network, or ask another DNS server about ${name}, with --dns.`,
  },
  servfail: refusal('the DNS server failed', 'SERVFAIL'),
  refused: refusal('the DNS server refused to answer', 'REFUSED'),
}

function refusal(text: string, code: string): DnsExplanation {
  return {
    text,
    sentence: (_subject, { question, name }) =>
      `The DNS server answers ${code} about ${question} of ${name}.`,
    cure: (name) =>
      `Ask another DNS server about ${name}, with --dns. If all say so, the name servers of its domain are broken.`,
  }
}

/** What a failure of DNS is called, beside the name. */
export function dnsFailureText({ reason }: DnsFailure): string {
  return dnsFailures[reason].text
}

/** What DNS did not tell of a host, as a sentence. */
export function explainDnsFailure(
  host: string,
  failure: DnsFailure,
): { text: string; cure: string } {
  const { name, reason } = failure
  const subject = name === host ? host : `${host} is an alias (CNAME) for ${name}, which`
  const { sentence, cure } = dnsFailures[reason]
  return { text: sentence(subject, failure, host), cure: cure(name, host) }
}
