import {
  ProblemError,
  type AuditAction,
  type OwnSecurity,
  type PasskeyId,
  type PasskeyView,
  type SignInId,
} from '@stageline/contracts';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { SessionOwner } from '../../http/sessions.ts';
import type { AuditLog } from '../audit/index.ts';
import type { SecurityNotice } from './email-links.ts';
import type { PasskeyAnswer, Passkeys } from './passkeys.service.ts';
import type { Passkey } from './passkey.repository.ts';
import type { Person } from './people.ts';
import { relyingPartyOf, type RelyingParty } from './relying-party.ts';
import type { SecondFactors } from './second-factors.service.ts';

export interface SecurityServiceDeps {
  readonly factors: SecondFactors;
  readonly passkeys: Passkeys;
  /** Notes that a second factor was proved in a sign-in. */
  readonly strengthen: (realm: SessionOwner, id: SignInId) => Promise<void>;
  readonly unitOfWork: UnitOfWork;
  readonly audit: AuditLog;
  readonly apex: string;
  readonly scheme: 'http' | 'https';
}

interface Facts {
  readonly before?: object;
  readonly after?: object;
}

/**
 * The page on which members and administrators look after how they log in. Every change is in the audit log, and is mailed
 * to them.
 */
export function createSecurityService(deps: SecurityServiceDeps) {
  const { factors, passkeys, audit, strengthen, unitOfWork } = deps;

  const partyOf = (host: string): RelyingParty | null => relyingPartyOf(host, deps.apex, deps.scheme);

  /** @throws ProblemError `not-found` on a host where passkeys cannot work */
  function requireParty(host: string): RelyingParty {
    const party = partyOf(host);
    if (party === null) throw new ProblemError('not-found');
    return party;
  }

  const recorded = (person: Person, action: AuditAction, facts: Facts = {}): Promise<void> =>
    audit.record({ action, target: { type: person.target, id: person.owner }, ...facts });

  async function changed(person: Person, action: AuditAction, notice: SecurityNotice, facts?: Facts): Promise<void> {
    await recorded(person, action, facts);
    person.notify(notice);
  }

  /** Removes a factor with all that ends with it, or nothing: of two removals at once, the second sees the first. */
  const removing = (person: Person, notice: SecurityNotice, remove: () => Promise<boolean>): Promise<void> =>
    unitOfWork.run(async (tx) => {
      await factors.lockForRemoval(person.owner);
      if (!(await remove())) return;
      await factors.forgetUnneededCodes(person.owner);
      tx.afterCommit(() => person.notify(notice));
    });

  /** Whoever has to have a factor keeps the last one. @throws ProblemError `factor-required` */
  async function assertMayLose(person: Person, method: 'totp' | 'passkey', count: number): Promise<void> {
    if (!(await person.isDemanded())) return;
    const methods = await factors.methodsOf(person.owner);
    const isLast = count <= 1 && !methods.some((other) => other !== method && other !== 'recovery-code');
    if (isLast) throw new ProblemError('factor-required');
  }

  return {
    /** Writes a change into the audit log and mails it. */
    changed,

    async view(person: Person): Promise<OwnSecurity> {
      const [{ email }, state, held, factorRequired] = await Promise.all([
        person.login(),
        factors.stateOf(person.owner),
        passkeys.listOf(person.owner),
        person.isDemanded(),
      ]);
      return {
        email,
        totpSince: state.totpSince?.toISOString() ?? null,
        recoveryCodesLeft: state.recoveryCodesLeft,
        passkeys: held.map(presentPasskey),
        passkeysHere: partyOf(person.host) !== null,
        factorRequired,
      };
    },

    /** @returns the version that new sessions carry. @throws as `AccountsService.changePassword` */
    async changePassword(
      person: Person,
      { current, password }: { current: string; password: string },
    ): Promise<number> {
      const { sessionVersion } = await person.changePassword(current, password);
      await changed(person, 'account.password-changed', 'password-changed');
      return sessionVersion;
    },

    async beginTotp(person: Person) {
      return factors.beginTotp(person.owner, (await person.login()).email);
    },
    async confirmTotp(person: Person, code: string) {
      const recoveryCodes = await factors.confirmTotp(person.owner, code);
      await strengthen(person.realm, person.signInId);
      await changed(person, 'account.totp-added', 'totp-added');
      return { recoveryCodes };
    },
    async removeTotp(person: Person): Promise<void> {
      await removing(person, 'totp-removed', async () => {
        await assertMayLose(person, 'totp', 1);
        if (!(await factors.removeTotp(person.owner))) return false;
        await recorded(person, 'account.totp-removed');
        return true;
      });
    },
    async renewRecoveryCodes(person: Person) {
      const recoveryCodes = await factors.renewRecoveryCodes(person.owner);
      await changed(person, 'account.recovery-codes-renewed', 'recovery-codes-renewed');
      return { recoveryCodes };
    },

    async newPasskeyOptions(person: Person) {
      return passkeys.newOptions(person.owner, await person.login(), requireParty(person.host));
    },
    async addPasskey(person: Person, { name, response }: { name: string; response: PasskeyAnswer }) {
      const passkey = await passkeys.add(person.owner, name, response, requireParty(person.host));
      await strengthen(person.realm, person.signInId);
      const recoveryCodes = await factors.firstRecoveryCodes(person.owner);
      await changed(person, 'account.passkey-added', 'passkey-added', { after: { name } });
      return { passkey: presentPasskey(passkey), recoveryCodes };
    },
    async renamePasskey(person: Person, id: PasskeyId, name: string): Promise<PasskeyView> {
      return presentPasskey(await passkeys.rename(person.owner, id, name));
    },
    async removePasskey(person: Person, id: PasskeyId): Promise<void> {
      await removing(person, 'passkey-removed', async () => {
        const held = await passkeys.listOf(person.owner);
        if (!held.some((passkey) => passkey.id === id)) throw new ProblemError('not-found');
        await assertMayLose(person, 'passkey', held.length);
        const { name } = await passkeys.remove(person.owner, id);
        await recorded(person, 'account.passkey-removed', { before: { name } });
        return true;
      });
    },
  };
}
export type SecurityService = ReturnType<typeof createSecurityService>;

function presentPasskey({ id, name, synced, createdAt, lastUsedAt }: Passkey): PasskeyView {
  return {
    id,
    name,
    synced,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
