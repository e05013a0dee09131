import { createHash, randomBytes } from 'node:crypto';
import { SignInId } from '@stageline/contracts';
import type { Signer } from '@stageline/platform';

/** What a refresh token says, once its seal has been found to be ours. */
export interface RefreshToken {
  readonly id: SignInId;
  readonly secret: string;
}

const SEAL = 'refresh-token';
const SUCCESSOR = 'refresh-successor';
const SECRET_BYTES = 32;

/**
 * Refresh tokens: `<sign-in>.<secret>.<seal>`. The first secret of a family is 256 random bits. Its successor is an HMAC of
 * it under a key that never leaves the server: whoever presents the same token gets the same successor, in whatever process,
 * although only hashes are stored; and nobody else can compute it. The seal tells a token that we gave away once from one
 * that was made up, so that nobody can end a session by guessing.
 */
export function createRefreshTokens(signer: Signer) {
  const seal = ({ id, secret }: RefreshToken): string => `${id}.${secret}.${signer.sign(SEAL, `${id}.${secret}`)}`;
  return {
    seal,
    first: (id: SignInId): RefreshToken => ({ id, secret: randomBytes(SECRET_BYTES).toString('base64url') }),
    successorOf: ({ id, secret }: RefreshToken): RefreshToken => ({
      id,
      secret: signer.sign(SUCCESSOR, `${id}.${secret}`),
    }),
    /** Null for what is no token of ours. */
    open(text: string): RefreshToken | null {
      const [idText = '', secret = '', signature = '', ...rest] = text.split('.');
      const id = SignInId.safeParse(idText);
      if (!id.success || rest.length > 0) return null;
      return signer.verify(SEAL, `${idText}.${secret}`, signature) ? { id: id.data, secret } : null;
    },
    hash: ({ secret }: RefreshToken): string => createHash('sha256').update(secret).digest('base64url'),
  };
}
export type RefreshTokens = ReturnType<typeof createRefreshTokens>;
