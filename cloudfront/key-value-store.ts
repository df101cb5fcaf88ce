import cloudfront from 'cloudfront'

const store = cloudfront.kvs()

/** Reads a secret of a CloudFront Function: the key of that name in the KeyValueStore of the function. */
export const readSecret = (name: string): Promise<string> => store.get(name)
