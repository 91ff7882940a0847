import { faultOf } from './signature'

/** The example of AWS's documentation, "PUT Object". */
const example = {
  method: 'PUT',
  path: '/test%24file.text',
  headers: {
    date: 'Fri, 24 May 2013 00:00:00 GMT',
    host: 'examplebucket.s3.amazonaws.com',
    'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
    'x-amz-date': '20130524T000000Z',
    'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd'
  },
  body: Buffer.from('Welcome to Amazon S3.')
}
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

describe('The check of signatures that the tests of S3 use', () => {
  it("takes AWS's own example", () => expect(faultOf(example, SECRET)).toBeNull())

  it('refuses it with another secret, another body, another path or none at all', () => {
    expect(faultOf(example, 'another')).toBe('the signature does not match')
    expect(faultOf({ ...example, body: Buffer.from('x') }, SECRET)).toBe('another body was signed')
    expect(faultOf({ ...example, path: '/other' }, SECRET)).toBe('the signature does not match')
    expect(faultOf({ ...example, headers: {} }, SECRET)).toBe('not signed')
  })
})
