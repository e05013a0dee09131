import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';

interface Options {
  readonly challenge: string;
  readonly [field: string]: any;
}

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest();
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

/**
 * An authenticator in a few lines: one ES256 credential with the attestation "none" (WebAuthn level 2, sections 6.1 and
 * 8.7). What no browser lets a test do, it does: another origin, no verified user, a counter that goes back.
 * @param page the origin that the browser would report
 */
export function createAuthenticator(page: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let userHandle: string | undefined;
  const authenticator = { origin: page, counter: 0, flags: USER_PRESENT | USER_VERIFIED, create, get };

  const clientData = (type: string, challenge: string): Buffer =>
    Buffer.from(
      JSON.stringify({ type: `webauthn.${type}`, challenge, origin: authenticator.origin, crossOrigin: false }),
    );

  function authenticatorData(rpId: string, more: number, tail: Buffer = Buffer.alloc(0)): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(authenticator.counter);
    return Buffer.concat([sha256(rpId), Buffer.of(authenticator.flags | more), counter, tail]);
  }

  function credentialData(): Buffer {
    const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string };
    const bytes = (text: string) => Buffer.concat([Buffer.of(0x58, 0x20), Buffer.from(text, 'base64url')]);
    // COSE_Key: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
    const key = [Buffer.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21), bytes(x), Buffer.of(0x22), bytes(y)];
    return Buffer.concat([Buffer.alloc(16), Buffer.of(0, id.length), id, ...key]);
  }

  /** Answers `navigator.credentials.create`. */
  function create({ challenge, rp, user }: Options) {
    userHandle = user.id;
    const data = authenticatorData(rp.id, HAS_CREDENTIAL, credentialData());
    const word = (text: string) => Buffer.concat([Buffer.of(0x60 + text.length), Buffer.from(text)]);
    const attestation = Buffer.concat([
      Buffer.of(0xa3),
      ...[word('fmt'), word('none'), word('attStmt'), Buffer.of(0xa0)],
      ...[word('authData'), Buffer.of(0x58, data.length), data],
    ]);
    return answer({
      clientDataJSON: clientData('create', challenge).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    });
  }

  /** Answers `navigator.credentials.get`. */
  function get({ challenge, rpId }: Options) {
    authenticator.counter += 1;
    const data = authenticatorData(rpId, 0);
    const client = clientData('get', challenge);
    const signature = createSign('sha256')
      .update(Buffer.concat([data, sha256(client)]))
      .sign(privateKey);
    return answer({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: signature.toString('base64url'),
      userHandle,
    });
  }

  const answer = <T extends object>(response: T) => ({
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
    response,
  });

  return authenticator;
}
