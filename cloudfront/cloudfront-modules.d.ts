// The modules of cloudfront-js-2.0, as far as they are used here.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-custom-methods.html

declare module 'cloudfront' {
  const cloudfront: {
    /** The KeyValueStore that is associated with the function. */
    kvs: () => {
      /** Rejects where the store has no such key. */
      get: (key: string) => Promise<string>
    }
  }
  export default cloudfront
}
