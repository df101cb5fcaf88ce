/** The CloudFront site of `npm start`, which edgemint attach asks at the end; its port as `--https-port` has it there. */
const site = `https://cloudfront.localhost:${process.env.HTTPS_PORT ?? '8443'}`

// CloudFront serves port 443 alone, so its functions see no port: the page's origin is listed.
export default { site, siteOrigins: [site] }
