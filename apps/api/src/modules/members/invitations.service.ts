import { createHash, randomBytes } from 'node:crypto';
import {
  DEFAULT_LOCALE,
  InvitationId,
  newPassword,
  ProblemError,
  issuesOf,
  invitations,
  type RoleRef,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { z } from 'zod';
import type { MemberActor } from '../../http/route.ts';
import type { AccountsService } from '../accounts/index.ts';
import type { AuditLog } from '../audit/index.ts';
import type { OutgoingMail } from '../mail/index.ts';
import { invitationMail, type InvitingSite } from './invitations.mail.ts';
import { invitationsRepository, type Invitation } from './invitations.repository.ts';
import { membersRepository } from './members.repository.ts';
import type { MembersService } from './members.service.ts';
import type { RolesService } from './roles.service.ts';

const TTL_MS = invitations.INVITATION_DAYS * 24 * 60 * 60 * 1000;
const SECRET_BYTES = 32;

export interface InvitationsServiceDeps {
  readonly accounts: AccountsService;
  readonly members: MembersService;
  readonly roles: RolesService;
  readonly unitOfWork: UnitOfWork;
  readonly audit: AuditLog;
  readonly mailer: { send(mail: OutgoingMail): Promise<unknown> };
  readonly site: () => Promise<InvitingSite>;
  /** How many the team may be by the plan of the site; without it, any number. */
  readonly mostMembers?: () => Promise<number>;
  readonly clock: Clock;
}

type Invite = { email: string; roles: readonly RoleRef[]; rank: number };
type Reading = z.output<(typeof invitations)['readInvitation']['response']>;
type Acceptance = z.output<(typeof invitations)['acceptInvitation']['body']>;

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
const targetOf = ({ id, email }: Pick<Invitation, 'id' | 'email'>) => ({ type: 'invitation', id, name: email });

/** Invitations to the team of the current tenant. */
export function createInvitationsService(deps: InvitationsServiceDeps) {
  const { accounts, members, roles, unitOfWork, audit, mailer, clock } = deps;

  const present = ({ id, email, roles: held, rank, invitedBy, sentAt, expiresAt }: Invitation) => ({
    id,
    email,
    roles: [...held],
    rank,
    invitedBy,
    sentAt: sentAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    expired: isOver({ expiresAt }),
  });
  const isOver = ({ expiresAt }: Pick<Invitation, 'expiresAt'>): boolean =>
    expiresAt.getTime() <= clock.now().getTime();

  function newSecret() {
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    const sentAt = clock.now();
    return { secret, renewal: { secretHash: hashOf(secret), sentAt, expiresAt: new Date(sentAt.getTime() + TTL_MS) } };
  }

  /** In the caller's transaction: the mail goes out when and only when the invitation is there. */
  async function sendMail(invitation: Invitation, secret: string): Promise<void> {
    const { email } = invitation;
    const locale = (await accounts.findByEmail(email))?.locale ?? invitation.locale;
    const roleNames = (await roles.namesOf(invitation.roles, locale)).map(({ name }) => name);
    await mailer.send(
      invitationMail(await deps.site(), { ...invitation, locale, roleNames }, `${invitation.id}.${secret}`),
    );
  }

  async function isMember(email: string): Promise<boolean> {
    const account = await accounts.findByEmail(email);
    return account !== null && (await members.findByAccount(account.id)) !== null;
  }

  /** What a link leads to. A foreign, replaced, used or late one is the same nothing. @throws ProblemError `invalid-link` */
  async function open(token: string): Promise<Invitation> {
    const [idText = '', secret = '', ...rest] = token.split('.');
    const id = InvitationId.safeParse(idText);
    const invitation = id.success && rest.length === 0 ? await invitationsRepository.find(id.data) : null;
    // Hashes are compared: how long that takes tells nothing of the secret.
    if (invitation === null || invitation.secretHash !== hashOf(secret) || isOver(invitation))
      throw new ProblemError('invalid-link');
    return invitation;
  }

  /**
   * The name that somebody joins under, and the hash of a new account's password. The name of an account that is there comes
   * to light only behind its password: a link can be forwarded.
   * @throws ProblemError `validation-failed`, `invalid-credentials`
   */
  async function whoJoins(email: string, { name, password }: Acceptance) {
    if ((await accounts.findByEmail(email)) !== null) {
      const account = await accounts.authenticate(email, password);
      return { name: name ?? account.name, passwordHash: '' };
    }
    if (name === undefined) {
      const issue = { in: 'body', pointer: '/name', message: 'Please fill this in.' } as const;
      throw new ProblemError('validation-failed', { issues: [issue] });
    }
    const checked = newPassword.safeParse(password);
    if (!checked.success) {
      const issues = issuesOf(checked.error, 'body').map((issue) => ({ ...issue, pointer: '/password' }));
      throw new ProblemError('validation-failed', { issues });
    }
    return { name, passwordHash: await accounts.hashPassword(password) };
  }

  return {
    async list() {
      return (await invitationsRepository.list(invitations.MAX_INVITATIONS)).map(present);
    },

    /** @throws ProblemError `already-member`, `limit-reached`, `team-full`, `forbidden` for roles that allow more than the actor may */
    async invite(actor: MemberActor, { email, roles: wanted, rank }: Invite) {
      if (await isMember(email)) throw new ProblemError('already-member');
      const most = (await deps.mostMembers?.()) ?? Infinity;
      const inviter = await members.recipient(actor.membershipId);
      const { name: invitedBy, locale } = inviter ?? { name: null, locale: DEFAULT_LOCALE };
      return unitOfWork.run(async () => {
        await roles.assertGrantable(actor, wanted);
        await invitationsRepository.removeByEmail(email);
        const waiting = await invitationsRepository.count();
        if (waiting >= invitations.MAX_INVITATIONS) throw new ProblemError('limit-reached');
        if (waiting + (await membersRepository.count()) >= most) throw new ProblemError('team-full');
        const { secret, renewal } = newSecret();
        const invitation: Invitation = { id: newId('inv'), email, roles: wanted, rank, invitedBy, locale, ...renewal };
        await invitationsRepository.insert(invitation);
        await sendMail(invitation, secret);
        await audit.record({ action: 'invitation.sent', target: targetOf(invitation), after: { roles: wanted, rank } });
        return present(invitation);
      });
    },

    /** @throws ProblemError `not-found`, `forbidden` as `invite` */
    async resend(actor: MemberActor, id: InvitationId) {
      return unitOfWork.run(async () => {
        const { secret, renewal } = newSecret();
        const invitation = await invitationsRepository.renew(id, renewal);
        if (invitation === null) throw new ProblemError('not-found');
        await roles.assertGrantable(actor, invitation.roles);
        await sendMail(invitation, secret);
        await audit.record({ action: 'invitation.resent', target: targetOf(invitation) });
        return present(invitation);
      });
    },

    /** @throws ProblemError `not-found` */
    async revoke(id: InvitationId): Promise<void> {
      await unitOfWork.run(async () => {
        const invitation = await invitationsRepository.find(id);
        if (invitation === null) throw new ProblemError('not-found');
        await invitationsRepository.remove(id);
        await audit.record({ action: 'invitation.revoked', target: targetOf(invitation) });
      });
    },

    /** @throws ProblemError `invalid-link` */
    async read(token: string): Promise<Reading> {
      const { email, invitedBy, roles: held, expiresAt } = await open(token);
      const hasAccount = (await accounts.findByEmail(email)) !== null;
      const names = await roles.namesOf(held, DEFAULT_LOCALE);
      return { email, invitedBy, roles: names, hasAccount, expiresAt: expiresAt.toISOString() };
    },

    /**
     * Spends the link: membership, and the account where there is none yet, or nothing at all. The mail came to the address,
     * so the address is theirs.
     * @throws ProblemError `invalid-link`, `invalid-credentials`, `validation-failed`, `already-member`
     */
    async accept(acceptance: Acceptance): Promise<{ email: string }> {
      const { id, email, roles: held, rank, secretHash } = await open(acceptance.token);
      // Hashing takes longer than a transaction should.
      const { name, passwordHash } = await whoJoins(email, acceptance);
      const { locale } = acceptance;
      await unitOfWork.run(async () => {
        if (!(await invitationsRepository.take(id, secretHash))) throw new ProblemError('invalid-link');
        const joined = await members.join({ name, email, roles: held, rank, locale }, passwordHash);
        await accounts.verifyEmail(joined.accountId, email);
        const actor = { kind: 'member', id: joined.id, name } as const;
        await audit.record({ action: 'invitation.accepted', target: targetOf({ id, email }), actor });
      });
      return { email };
    },
  };
}
export type InvitationsService = ReturnType<typeof createInvitationsService>;
