import {generate} from 'selfsigned';

/** A certificate for this machine alone, made on the spot; browsers warn about it once. */
export async function ownCertificate(): Promise<{key: string; cert: string}> {
  const made = await generate([{name: 'commonName', value: 'localhost'}], {
    keySize: 2048,
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          {type: 2, value: 'localhost'},
          {type: 7, ip: '127.0.0.1'},
        ],
      },
    ],
  });
  return {key: made.private, cert: made.cert};
}
