import { createHash } from 'node:crypto';
import { ProblemError, type PasskeyId } from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import { globalKey } from '@stageline/tenancy';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Redis } from 'ioredis';
import type { FactorOwner } from './owner.ts';
import { passkeyRepository, type Passkey } from './passkey.repository.ts';
import type { RelyingParty } from './relying-party.ts';

/** What a browser sent; the library verifies its inside. */
export interface PasskeyAnswer {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly response: { readonly clientDataJSON: string };
}
type Options = { challenge: string; [field: string]: unknown };

export interface Passkeys {
  listOf(owner: FactorOwner): Promise<Passkey[]>;
  /** @throws ProblemError `conflict` when there are ten already */
  newOptions(owner: FactorOwner, person: { email: string; name: string }, party: RelyingParty): Promise<Options>;
  /** Keeps a new passkey. @throws ProblemError `invalid-passkey`, `conflict` */
  add(owner: FactorOwner, name: string, answer: PasskeyAnswer, party: RelyingParty): Promise<Passkey>;
  /** @throws ProblemError `not-found` also for somebody else's */
  rename(owner: FactorOwner, id: PasskeyId, name: string): Promise<Passkey>;
  /** @throws ProblemError `not-found` also for somebody else's */
  remove(owner: FactorOwner, id: PasskeyId): Promise<Passkey>;
  /** @param owner whose passkeys may answer; anybody's when it is left out */
  logInOptions(party: RelyingParty, owner?: FactorOwner): Promise<Options>;
  /**
   * Whose passkey has answered. Each challenge is answered once, within five minutes, on the host that asked.
   * @param owner who must be the one
   * @throws ProblemError `invalid-passkey`: unknown, somebody else's, not verified by its user, or with a counter that went
   *   back, which tells of a copy
   */
  verify(answer: PasskeyAnswer, party: RelyingParty, owner?: FactorOwner): Promise<Passkey>;
}

const MOST = 10;
const CHALLENGE_SECONDS = 300;

/** What a challenge was given out for. */
interface Challenge {
  readonly use: 'new' | 'log-in';
  readonly owner: FactorOwner | null;
  readonly origin: string;
}

/** Passkeys (WebAuthn). Each asks its user for a PIN or a finger, so one is two factors. */
export function createPasskeys({ redis, clock }: { redis: Redis; clock: Clock }): Passkeys {
  const keyOf = (challenge: string) =>
    globalKey('login', 'passkey', createHash('sha256').update(challenge).digest('base64url'));

  const keep = (challenge: string, facts: Challenge) =>
    redis.set(keyOf(challenge), JSON.stringify(facts), 'EX', CHALLENGE_SECONDS);

  /** Takes the challenge that the answer is to, if we asked for it here; it cannot be answered twice. */
  async function challengeOf(answer: PasskeyAnswer, expected: Challenge): Promise<string> {
    const challenge = clientChallenge(answer);
    const held = challenge === null ? null : await redis.getdel(keyOf(challenge));
    if (challenge === null || held === null || held !== JSON.stringify(expected))
      throw new ProblemError('invalid-passkey');
    return challenge;
  }

  return {
    listOf: (owner) => passkeyRepository.listOf(owner),

    async newOptions(owner, { email, name }, party) {
      const held = await passkeyRepository.listOf(owner);
      if (held.length >= MOST) throw new ProblemError('conflict', { detail: `At most ${MOST} passkeys.` });
      const options = await generateRegistrationOptions({
        rpName: 'Stageline',
        rpID: party.rpId,
        userID: Uint8Array.from(Buffer.from(owner)),
        userName: email,
        userDisplayName: name,
        attestationType: 'none',
        excludeCredentials: held.map(({ credentialId: id, transports }) => ({ id, transports: [...transports] })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      });
      await keep(options.challenge, { use: 'new', owner, origin: party.origin });
      return { ...options };
    },

    async add(owner, name, answer, party) {
      const expectedChallenge = await challengeOf(answer, { use: 'new', owner, origin: party.origin });
      const { registrationInfo } = await refusing(
        verifyRegistrationResponse({
          response: answer as never,
          expectedChallenge,
          expectedOrigin: party.origin,
          expectedRPID: party.rpId,
          requireUserVerification: true,
        }),
      );
      if (registrationInfo === undefined) throw new ProblemError('invalid-passkey');
      const { credential, credentialBackedUp } = registrationInfo;
      const passkey: Passkey = {
        id: newId('psk'),
        ownerId: owner,
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        counter: credential.counter,
        transports: credential.transports ?? [],
        rpId: party.rpId,
        name,
        synced: credentialBackedUp,
        createdAt: clock.now(),
        lastUsedAt: null,
      };
      await passkeyRepository.insert(passkey);
      return passkey;
    },

    async rename(owner, id, name) {
      return found(await passkeyRepository.rename(owner, id, name));
    },
    async remove(owner, id) {
      return found(await passkeyRepository.remove(owner, id));
    },

    async logInOptions(party, owner) {
      const held = owner === undefined ? [] : await passkeyRepository.listOf(owner);
      const options = await generateAuthenticationOptions({
        rpID: party.rpId,
        userVerification: 'required',
        allowCredentials: held
          .filter(({ rpId }) => rpId === party.rpId)
          .map(({ credentialId: id, transports }) => ({ id, transports: [...transports] })),
      });
      await keep(options.challenge, { use: 'log-in', owner: owner ?? null, origin: party.origin });
      return { ...options };
    },

    async verify(answer, party, owner) {
      const expected = { use: 'log-in', owner: owner ?? null, origin: party.origin } as const;
      const expectedChallenge = await challengeOf(answer, expected);
      const passkey = await passkeyRepository.findByCredential(answer.id);
      if (passkey === null || (owner !== undefined && passkey.ownerId !== owner))
        throw new ProblemError('invalid-passkey');
      const { verified, authenticationInfo } = await refusing(
        verifyAuthenticationResponse({
          response: answer as never,
          expectedChallenge,
          expectedOrigin: party.origin,
          expectedRPID: party.rpId,
          requireUserVerification: true,
          credential: {
            id: passkey.credentialId,
            publicKey: Uint8Array.from(Buffer.from(passkey.publicKey, 'base64url')),
            counter: passkey.counter,
          },
        }),
      );
      if (!verified) throw new ProblemError('invalid-passkey');
      const isNoted = await passkeyRepository.noteUse(
        passkey.id,
        passkey.counter,
        authenticationInfo.newCounter,
        clock.now(),
      );
      if (!isNoted) throw new ProblemError('invalid-passkey');
      return passkey;
    },
  };
}

function found(passkey: Passkey | null): Passkey {
  if (passkey === null) throw new ProblemError('not-found');
  return passkey;
}

/** The library throws plain errors for whatever does not verify. */
async function refusing<T>(verifying: Promise<T>): Promise<T> {
  try {
    return await verifying;
  } catch (cause) {
    throw new ProblemError('invalid-passkey', { cause });
  }
}

/** The challenge that the browser signed; null for what is no client data. */
function clientChallenge({ response }: PasskeyAnswer): string | null {
  try {
    const data = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8')) as {
      challenge?: unknown;
    };
    return typeof data.challenge === 'string' ? data.challenge : null;
  } catch {
    return null;
  }
}
