import { ProblemError, type SecondFactorMethod } from '@stageline/contracts';
import type { Clock, Sealer, Signer } from '@stageline/platform';
import { globalKey } from '@stageline/tenancy';
import type { Redis } from 'ioredis';
import { Secret, TOTP } from 'otpauth';
import type { Attempts } from '../accounts/index.ts';
import type { FactorOwner } from './owner.ts';
import { passkeyRepository } from './passkey.repository.ts';
import { newRecoveryCodes, normalCode } from './recovery-codes.ts';
import { secondFactorRepository } from './second-factor.repository.ts';

export interface SecondFactorsDeps {
  readonly attempts: Attempts;
  readonly sealer: Sealer;
  readonly signer: Signer;
  readonly redis: Redis;
  readonly clock: Clock;
}

export interface SecondFactors {
  /** What the owner has; empty when nothing is enrolled. Recovery codes alone are no factor. */
  methodsOf(owner: FactorOwner): Promise<SecondFactorMethod[]>;
  stateOf(owner: FactorOwner): Promise<{ totpSince: Date | null; recoveryCodesLeft: number }>;
  /** A new seed, kept for ten minutes until its first code comes. @throws ProblemError `conflict` when there is an app */
  beginTotp(owner: FactorOwner, label: string): Promise<{ uri: string; secret: string }>;
  /**
   * Enrols the app by its first code.
   * @returns recovery codes, when this is the first factor
   * @throws ProblemError `log-in-expired` without a fresh seed, `invalid-code`, `too-many-requests`
   */
  confirmTotp(owner: FactorOwner, code: string): Promise<string[] | null>;
  /** @throws ProblemError `invalid-code` also for a code whose time step was used, `too-many-requests` */
  verifyTotp(owner: FactorOwner, code: string): Promise<void>;
  /** Spends a code. @throws ProblemError `invalid-code`, `too-many-requests` */
  spendRecoveryCode(owner: FactorOwner, code: string): Promise<void>;
  /** Within a transaction: removals of one owner's factors come one after another, and each sees what the last one left. */
  lockForRemoval(owner: FactorOwner): Promise<void>;
  /** @returns whether there was one */
  removeTotp(owner: FactorOwner): Promise<boolean>;
  /** Ten codes when the owner has none yet; null otherwise. For whoever has just enrolled a factor. */
  firstRecoveryCodes(owner: FactorOwner): Promise<string[] | null>;
  /** Ten new codes; the old ones end. @throws ProblemError `conflict` without a factor to recover */
  renewRecoveryCodes(owner: FactorOwner): Promise<string[]>;
  /** Recovery codes end with the last factor. */
  forgetUnneededCodes(owner: FactorOwner): Promise<void>;
  /** Everything of an owner who goes, passkeys included; in the caller's transaction where there is one. */
  removeAllOf(owner: FactorOwner): Promise<void>;
}

const ISSUER = 'Stageline';
const PERIOD_SECONDS = 30;
/** Steps before and after the present one whose code passes: a phone's clock may be off by half a minute. */
const WINDOW = 1;
const ENROLMENT_SECONDS = 600;
/** RFC 4226, section 4: 160 bits are recommended. */
const SEED_BYTES = 20;

const contextOf = (owner: FactorOwner): string => `totp ${owner}`;

/** Authenticator apps (TOTP, RFC 6238) and recovery codes. */
export function createSecondFactors(deps: SecondFactorsDeps): SecondFactors {
  const { attempts, sealer, signer, redis, clock } = deps;
  const enrolmentKey = (owner: FactorOwner) => globalKey('login', 'totp-enrolment', owner);
  const hashOf = (owner: FactorOwner, code: string) => signer.sign('recovery-code', `${owner}:${normalCode(code)}`);

  /** The time step whose code this is, or null. */
  function stepOf(secret: Secret, code: string): number | null {
    const timestamp = clock.now().getTime();
    const delta = TOTP.validate({ token: code, secret, period: PERIOD_SECONDS, timestamp, window: WINDOW });
    return delta === null ? null : TOTP.counter({ period: PERIOD_SECONDS, timestamp }) + delta;
  }

  async function guarded(owner: FactorOwner, isRight: () => Promise<boolean>): Promise<void> {
    await attempts.begin('second-factor', owner);
    if (!(await isRight())) throw new ProblemError('invalid-code');
    await attempts.succeeded('second-factor', owner);
  }

  async function writeCodes(owner: FactorOwner): Promise<string[]> {
    const codes = newRecoveryCodes();
    await secondFactorRepository.setRecoveryCodes(
      owner,
      codes.map((code) => hashOf(owner, code)),
    );
    return codes;
  }

  async function firstRecoveryCodes(owner: FactorOwner): Promise<string[] | null> {
    const { recoveryCodes } = await secondFactorRepository.find(owner);
    return recoveryCodes.length === 0 ? writeCodes(owner) : null;
  }

  async function methodsOf(owner: FactorOwner): Promise<SecondFactorMethod[]> {
    // One after another: this may be asked within a transaction.
    const { totp, recoveryCodes } = await secondFactorRepository.find(owner);
    const passkeys = await passkeyRepository.countOf(owner);
    const methods: SecondFactorMethod[] = [];
    if (totp !== null) methods.push('totp');
    if (passkeys > 0) methods.push('passkey');
    if (methods.length > 0 && recoveryCodes.some(({ usedAt }) => usedAt === null)) methods.push('recovery-code');
    return methods;
  }

  return {
    methodsOf,
    firstRecoveryCodes,

    async stateOf(owner) {
      const { totp, recoveryCodes } = await secondFactorRepository.find(owner);
      const left = recoveryCodes.filter(({ usedAt }) => usedAt === null).length;
      return { totpSince: totp?.since ?? null, recoveryCodesLeft: left };
    },

    async beginTotp(owner, label) {
      if ((await secondFactorRepository.find(owner)).totp !== null) throw new ProblemError('conflict');
      const secret = new Secret({ size: SEED_BYTES });
      const sealed = sealer.seal(contextOf(owner), secret.base32);
      await redis.set(enrolmentKey(owner), sealed, 'EX', ENROLMENT_SECONDS);
      const totp = new TOTP({ issuer: ISSUER, label, secret, period: PERIOD_SECONDS });
      return { uri: totp.toString(), secret: secret.base32 };
    },

    async confirmTotp(owner, code) {
      const sealed = await redis.get(enrolmentKey(owner));
      if (sealed === null) throw new ProblemError('log-in-expired');
      const secret = Secret.fromBase32(sealer.open(contextOf(owner), sealed));
      let step: number | null = null;
      await guarded(owner, async () => (step = stepOf(secret, code)) !== null);
      // Of two that confirm at the same moment one enrols.
      if ((await redis.del(enrolmentKey(owner))) !== 1 || step === null) throw new ProblemError('log-in-expired');
      await secondFactorRepository.setTotp(owner, { sealed, lastStep: step, since: clock.now() });
      return firstRecoveryCodes(owner);
    },

    verifyTotp: (owner, code) =>
      guarded(owner, async () => {
        const { totp } = await secondFactorRepository.find(owner);
        if (totp === null) return false;
        const step = stepOf(Secret.fromBase32(sealer.open(contextOf(owner), totp.sealed)), code);
        return step !== null && secondFactorRepository.acceptStep(owner, totp.sealed, step);
      }),

    spendRecoveryCode: (owner, code) =>
      guarded(owner, () => secondFactorRepository.spendRecoveryCode(owner, hashOf(owner, code), clock.now())),

    lockForRemoval: (owner) => secondFactorRepository.lockForRemoval(owner),

    async removeTotp(owner) {
      const { totp } = await secondFactorRepository.find(owner);
      if (totp !== null) await secondFactorRepository.setTotp(owner, null);
      return totp !== null;
    },

    async renewRecoveryCodes(owner) {
      if ((await methodsOf(owner)).length === 0) throw new ProblemError('conflict');
      return writeCodes(owner);
    },

    async removeAllOf(owner) {
      await secondFactorRepository.remove(owner);
      await passkeyRepository.removeAllOf(owner);
    },

    async forgetUnneededCodes(owner) {
      if ((await methodsOf(owner)).length === 0) await secondFactorRepository.setRecoveryCodes(owner, []);
    },
  };
}
