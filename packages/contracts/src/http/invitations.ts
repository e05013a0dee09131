import { z } from 'zod';
import { defineOperation, Instant, memberAccess, publicAccess } from '../kit/operation.ts';
import { RoleRef } from '../kit/permissions.ts';
import { InvitationId } from '../kit/ids.ts';
import { LOCALES } from '../kit/locale.ts';
import { email, password, personName } from './fields.ts';
import { Rank, Roles } from './members.ts';

/** Invitations of one site that may wait for an answer. */
export const MAX_INVITATIONS = 100;
/** Days that the link in an invitation is good. */
export const INVITATION_DAYS = 7;

export const InvitationView = z.object({
  id: InvitationId,
  email: z.string(),
  roles: z.array(RoleRef),
  rank: z.int(),
  invitedBy: z.string().nullable(),
  sentAt: Instant,
  expiresAt: Instant,
  expired: z.boolean(),
});
export type InvitationView = z.infer<typeof InvitationView>;

/** `<invitation>.<secret>`, from the fragment of the link: what only fetches the page never sends it. */
const token = z.string().min(20).max(200);
const InvitationParams = z.strictObject({ invitationId: InvitationId });

export const listInvitations = defineOperation({
  id: 'invitations.list',
  method: 'GET',
  path: '/api/v1/invitations',
  host: 'tenant',
  access: memberAccess('team.read'),
  summary: 'Invitations that wait for an answer, the newest first',
  response: z.object({ items: z.array(InvitationView) }),
});
export const invite = defineOperation({
  id: 'invitations.create',
  method: 'POST',
  path: '/api/v1/invitations',
  host: 'tenant',
  access: memberAccess('team.manage'),
  stepUp: true,
  summary: 'Invite somebody to the team by e-mail; a second invitation to an address replaces the first',
  body: z.strictObject({ email, roles: Roles, rank: Rank.default(1) }),
  status: 201,
  response: InvitationView,
  errors: ['already-member', 'limit-reached', 'team-full'],
  rateLimit: { points: 60, perSeconds: 3600, by: 'actor' },
});
export const resendInvitation = defineOperation({
  id: 'invitations.resend',
  method: 'POST',
  path: '/api/v1/invitations/:invitationId/resend',
  host: 'tenant',
  access: memberAccess('team.manage'),
  summary: 'Send a new link; the one before it ends',
  params: InvitationParams,
  response: InvitationView,
  rateLimit: { points: 60, perSeconds: 3600, by: 'actor' },
});
export const revokeInvitation = defineOperation({
  id: 'invitations.revoke',
  method: 'DELETE',
  path: '/api/v1/invitations/:invitationId',
  host: 'tenant',
  access: memberAccess('team.manage'),
  summary: 'Take an invitation back; its link ends',
  params: InvitationParams,
  status: 204,
});
export const readInvitation = defineOperation({
  id: 'invitations.read',
  method: 'POST',
  path: '/api/v1/invitations/read',
  host: 'tenant',
  access: publicAccess,
  summary: 'What the holder of a link is invited to; spends nothing',
  body: z.strictObject({ token }),
  response: z.object({
    email: z.string(),
    invitedBy: z.string().nullable(),
    /** A role that every site has is shown by its name in the reader's language. */
    roles: z.array(z.object({ ref: RoleRef, name: z.string() })),
    /** Whether the address has an account already, whose password it takes to accept. */
    hasAccount: z.boolean(),
    expiresAt: Instant,
  }),
  errors: ['invalid-link'],
  rateLimit: { points: 30, perSeconds: 300, by: 'ip' },
});
export const acceptInvitation = defineOperation({
  id: 'invitations.accept',
  method: 'POST',
  path: '/api/v1/invitations/accept',
  host: 'tenant',
  access: publicAccess,
  summary:
    'Join the team, once; a new account gets this password, an existing one has to know its own. Log in afterwards',
  body: z.strictObject({
    token,
    /** Of a new account; one that is there brings its own unless another is given for this team. */
    name: personName.optional(),
    /** Checked as a new password only where it becomes one. */
    password,
    /** Of the page that carried the form; a new account keeps it. English when it is left out. */
    locale: z.enum(LOCALES).optional(),
  }),
  response: z.object({ email: z.string() }),
  errors: ['invalid-link', 'invalid-credentials', 'already-member'],
  rateLimit: { points: 10, perSeconds: 300, by: 'ip' },
});
