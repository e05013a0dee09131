import { createHash, randomBytes } from 'node:crypto';
import {
  admins,
  AdminInvitationId,
  ProblemError,
  type AdminId,
  type AdminInvitationView,
  type AdminRole,
  type AdminView,
} from '@stageline/contracts';
import { newId, type Clock, type Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { z } from 'zod';
import type { AccountsService, PlatformAdmin } from '../accounts/index.ts';
import type { AuditLog } from '../audit/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { AdminMail } from '../mail/index.ts';
import type { SignInsService } from '../sign-ins/index.ts';
import { adminInvitationsRepository, type AdminInvitation } from './admin-invitations.repository.ts';
import { adminInvitationMail } from './admins.mail.ts';

export interface AdminsServiceDeps {
  readonly accounts: Pick<
    AccountsService,
    'listAdmins' | 'findAdmin' | 'addAdmin' | 'setAdminRole' | 'removeAdmin' | 'adminChanged' | 'hashPassword'
  >;
  readonly factors: Pick<Credentials['factors'], 'methodsOf' | 'removeAllOf'>;
  readonly signIns: Pick<SignInsService, 'endAllOfAdmin' | 'changed'>;
  readonly mail: AdminMail;
  readonly unitOfWork: UnitOfWork;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly apex: string;
  readonly scheme: 'http' | 'https';
}

type Overview = z.output<(typeof admins)['listAdmins']['response']>;
type Invited = z.output<(typeof admins)['inviteAdmin']['response']>;
type Reading = z.output<(typeof admins)['readAdminInvitation']['response']>;
type Acceptance = z.output<(typeof admins)['acceptAdminInvitation']['body']>;

const TTL_MS = admins.ADMIN_INVITATION_DAYS * 24 * 60 * 60 * 1000;
const SECRET_BYTES = 32;

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
const targetOf = ({ id, email }: Pick<AdminInvitation, 'id' | 'email'>) => ({
  type: 'admin-invitation',
  id,
  name: email,
});

/** Who administers the platform. The first owner comes from the configuration or the seed, everybody else by invitation. */
export function createAdminsService(deps: AdminsServiceDeps) {
  const { accounts, factors, signIns, unitOfWork, audit, clock } = deps;

  const isOver = ({ expiresAt }: AdminInvitation): boolean => expiresAt.getTime() <= clock.now().getTime();

  const presentInvitation = (invitation: AdminInvitation): AdminInvitationView => {
    const { id, email, role, invitedBy, expiresAt } = invitation;
    return { id, email, role, invitedBy, expiresAt: expiresAt.toISOString(), expired: isOver(invitation) };
  };
  async function present({ id, name, email, role, createdAt }: PlatformAdmin): Promise<AdminView> {
    const hasSecondFactor = (await factors.methodsOf(id)).length > 0;
    return { id, name, email, role, hasSecondFactor, since: createdAt.toISOString() };
  }

  /** Mail that fails leaves the link, which whoever invites has on the screen. */
  async function mail(to: string, by: PlatformAdmin, url: string): Promise<void> {
    try {
      await deps.mail.send(adminInvitationMail(to, by, url, admins.ADMIN_INVITATION_DAYS));
    } catch (err) {
      deps.logger.warn({ err }, 'the invitation of an administrator was not mailed');
    }
  }

  /** What a link leads to. A replaced, used or late one is the same nothing. @throws ProblemError `invalid-link` */
  async function open(token: string): Promise<AdminInvitation> {
    const [idText = '', secret = '', ...rest] = token.split('.');
    const id = AdminInvitationId.safeParse(idText);
    const invitation = id.success && rest.length === 0 ? await adminInvitationsRepository.find(id.data) : null;
    // Hashes are compared: how long that takes tells nothing of the secret.
    if (invitation === null || invitation.secretHash !== hashOf(secret) || isOver(invitation))
      throw new ProblemError('invalid-link');
    return invitation;
  }

  return {
    /** The first platform owner; nothing where there is an administrator already. May be called by several processes. */
    async makeFirst({ email, password }: { email: string; password: string }): Promise<void> {
      if ((await accounts.listAdmins()).length > 0) return;
      const passwordHash = await accounts.hashPassword(password);
      const admin = { id: newId('adm'), email, name: 'Platform owner', role: 'owner', passwordHash } as const;
      try {
        await accounts.addAdmin(admin);
      } catch (error) {
        if (!(error instanceof ProblemError && error.code === 'email-taken')) throw error;
      }
    },

    async list(): Promise<Overview> {
      const [all, invitations] = await Promise.all([accounts.listAdmins(), adminInvitationsRepository.list()]);
      return { items: await Promise.all(all.map(present)), invitations: invitations.map(presentInvitation) };
    },

    /** @throws ProblemError `email-taken`, `limit-reached` */
    async invite(by: AdminId, { email, role }: { email: string; role: AdminRole }): Promise<Invited> {
      const [inviter, all] = await Promise.all([accounts.findAdmin(by), accounts.listAdmins()]);
      if (inviter === null) throw new ProblemError('unauthenticated');
      if (all.some((admin) => admin.email === email)) throw new ProblemError('email-taken');
      const secret = randomBytes(SECRET_BYTES).toString('base64url');
      const invitation: AdminInvitation = {
        id: newId('adi'),
        email,
        role,
        invitedBy: inviter.name,
        secretHash: hashOf(secret),
        expiresAt: new Date(clock.now().getTime() + TTL_MS),
      };
      await unitOfWork.run(async () => {
        await adminInvitationsRepository.removeByEmail(email);
        if (all.length + (await adminInvitationsRepository.list()).length >= admins.MAX_ADMINS)
          throw new ProblemError('limit-reached');
        await adminInvitationsRepository.insert(invitation);
        await audit.record({ action: 'admin.invited', target: targetOf(invitation), after: { role } });
      });
      const url = `${deps.scheme}://admin.${deps.apex}/invitation#${invitation.id}.${secret}`;
      await mail(email, inviter, url);
      return { invitation: presentInvitation(invitation), url };
    },

    /** @throws ProblemError `not-found` */
    async revoke(id: AdminInvitationId): Promise<void> {
      await unitOfWork.run(async () => {
        const invitation = await adminInvitationsRepository.find(id);
        if (invitation === null || !(await adminInvitationsRepository.take(id))) throw new ProblemError('not-found');
        await audit.record({ action: 'admin.invitation-revoked', target: targetOf(invitation) });
      });
    },

    /** @throws ProblemError `invalid-link` */
    async read(token: string): Promise<Reading> {
      const { email, invitedBy, role, expiresAt } = await open(token);
      return { email, invitedBy, role, expiresAt: expiresAt.toISOString() };
    },

    /** Spends the link: an administrator, or nothing at all. @throws ProblemError `invalid-link`, `email-taken` */
    async accept({ token, name, password }: Acceptance): Promise<{ email: string }> {
      const { id: invitationId, email, role, secretHash } = await open(token);
      // Hashing takes longer than a transaction should.
      const passwordHash = await accounts.hashPassword(password);
      await unitOfWork.run(async () => {
        if (!(await adminInvitationsRepository.take(invitationId, secretHash))) throw new ProblemError('invalid-link');
        const id = newId('adm');
        await accounts.addAdmin({ id, email, name, role, passwordHash });
        await audit.record({ action: 'admin.joined', actor: { kind: 'admin', id, name }, after: { role } });
      });
      return { email };
    },

    /** Ends their sessions and visits. @throws ProblemError `not-found`, `last-admin-owner` */
    async changeRole(id: AdminId, role: AdminRole): Promise<AdminView> {
      const after = await unitOfWork.run(async () => {
        const changed = await accounts.setAdminRole(id, role);
        await signIns.endAllOfAdmin(id);
        const target = { type: 'admin', id, name: changed.after.name };
        await audit.record({
          action: 'admin.role-changed',
          target,
          before: { role: changed.before },
          after: { role },
        });
        return changed.after;
      });
      await tellAll(id);
      return present(after);
    },

    /** The same, with all that they log in with. @throws ProblemError `not-found`, `last-admin-owner` */
    async remove(id: AdminId): Promise<void> {
      await unitOfWork.run(async () => {
        const { name, role } = await accounts.removeAdmin(id);
        await factors.removeAllOf(id);
        await signIns.endAllOfAdmin(id);
        await audit.record({ action: 'admin.removed', target: { type: 'admin', id, name }, before: { role } });
      });
      await tellAll(id);
    },
  };

  async function tellAll(id: AdminId): Promise<void> {
    await accounts.adminChanged(id);
    await signIns.changed(id);
  }
}
export type AdminsService = ReturnType<typeof createAdminsService>;
