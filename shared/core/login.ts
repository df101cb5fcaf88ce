/** An OpenID provider that the endpoint itself talks to, as the policy holds it. Secrets are named, never held. */
export interface Login {
  /** As the provider writes it in its tokens: compared octet by octet. */
  issuer: string
  clientId: string
  /** The name that the client's secret is bound by; left out where the provider asks for none. */
  clientSecret?: string
  /** `openid` and others, with blanks between. */
  scope: string
  responseType: 'code' | 'id_token' | 'code id_token'
  /** Which of the provider's tokens is minted. */
  token: 'id_token' | 'access_token'
  /** How ID tokens may be signed; never with a secret. */
  algorithms: string[]
  /** What else the provider is sent when a log-in starts. */
  parameters: { [name: string]: string }
  /** The name that edgemint's own secret is bound by. */
  secret: string
}
