import type { Site } from './api-bed.ts';
import { automationRows } from './isolation-automations.ts';
import { assignmentRows } from './isolation-assignment.ts';
import { analyticsRows } from './isolation-analytics.ts';
import { billingRows } from './isolation-billing.ts';
import { callRows } from './isolation-calls.ts';
import { credentialRows } from './isolation-credentials.ts';
import { domainRows } from './isolation-domains.ts';
import { invoiceRows } from './isolation-invoices.ts';
import { importRows } from './isolation-imports.ts';
import { momentRows } from './isolation-moments.ts';
import { materialRows } from './isolation-materials.ts';
import { mailLogRows } from './isolation-mail-log.ts';
import { mailRows } from './isolation-mails.ts';
import { mergeRows } from './isolation-merges.ts';
import { noteRows } from './isolation-notes.ts';
import { overflowRows } from './isolation-overflow.ts';
import { offerRows } from './isolation-offers.ts';
import { followUpRows } from './isolation-follow-ups.ts';
import { commissionRows } from './isolation-commissions.ts';
import { orderRows } from './isolation-orders.ts';
import { notificationRows } from './isolation-notifications.ts';
import { paymentRows } from './isolation-payments.ts';
import { recordingRows } from './isolation-recordings.ts';
import { seatRows, weekly } from './isolation-seats.ts';
import { transcriptRows } from './isolation-transcripts.ts';
import { statementRows } from './isolation-statements.ts';
import { pollRows } from './isolation-polls.ts';
import { replayRows } from './isolation-replays.ts';
import { savedViewRows } from './isolation-views.ts';
import { webinarRows } from './isolation-webinars.ts';
import { followLine } from './line-stream.ts';
import { pipelineBody, type IsolationWorld } from './isolation-world.ts';

type Browser = Site['owner'];
export type Answer = { status: number; body: unknown };
/** `as` makes the call on its own host with its own session; what is named belongs to `target`. */
type Call = (as: Browser, target: Site) => Promise<Answer>;
export type Row =
  | { kind: 'names'; call: Call; foreign?: number; own?: number }
  | { kind: 'lists'; call: Call }
  | { kind: 'own-host'; call: Call }
  | { kind: 'no-tenant'; reason: string };

const names = (call: Call, more: { foreign?: number; own?: number } = {}): Row => ({ kind: 'names', call, ...more });
const lists = (call: Call): Row => ({ kind: 'lists', call });
const ownHost = (call: Call): Row => ({ kind: 'own-host', call });
const noTenant = (reason: string): Row => ({ kind: 'no-tenant', reason });
const ADMIN_ONLY = 'the admin host serves central administrators over all tenants; a member is refused below';

/** How administrators log in and look after that; no member is let in, and none of it names a site. */
const adminOwnRows: Record<string, Row> = Object.fromEntries([
  ...['list', 'end', 'end-others'].map((name) => [`admin-sign-ins.${name}`, noTenant(ADMIN_ONLY)]),
  ...['step-up-options', 'step-up'].map((name) => [`admin.${name}`, noTenant(ADMIN_ONLY)]),
  ...[
    'get',
    'change-password',
    'begin-totp',
    'confirm-totp',
    'remove-totp',
    'renew-recovery-codes',
    'passkey-options',
    'add-passkey',
    'rename-passkey',
    'remove-passkey',
  ].map((name) => [`admin-security.${name}`, noTenant(ADMIN_ONLY)]),
  ...['list', 'invite', 'revoke-invitation', 'change-role', 'remove'].map((name) => [
    `admins.${name}`,
    noTenant(ADMIN_ONLY),
  ]),
  ...['methods', 'second-factor', 'passkey-options', 'passkey-log-in', 'begin-enrolment', 'finish-enrolment'].map(
    (name) => [`admin.${name}`, noTenant('a step of a log-in of administrators, whose owner no account of a site is')],
  ),
  ...['read-invitation', 'accept-invitation'].map((name) => [
    `admins.${name}`,
    noTenant('it asks for the secret of a link to the admin host, which names no site'),
  ]),
]);

const EXPERIMENT = { variant: { headline: 'Another promise' }, effect: 0.05 };
const draftOf = async (browser: Browser) => (await browser.get('/site/draft')).body as Record<string, unknown>;

/** The smallest legal PNG, one transparent pixel, as a multipart body; a trailer makes it another file. */
export const logoForm = (trailer = '') => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  );
  const head =
    '--x\r\ncontent-disposition: form-data; name="file"; filename="logo.png"\r\ncontent-type: image/png\r\n\r\n';
  return {
    body: Buffer.concat([Buffer.from(head), png, Buffer.from(`${trailer}\r\n--x--\r\n`)]),
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  };
};

/** One row per operation of the contracts. Order matters where a call changes state: going live before ending. */
export function operationRows(world: () => IsolationWorld): Record<string, Row> {
  return {
    // Before a row publishes a site as it was before its members were simulated.
    'line.get-simulated': lists((as) => as.get('/line/simulated')),
    // Before anybody logs in on A's host with what is B's: what was typed there is in A's own log.
    'audit.list': lists((as) => as.get('/audit')),
    // JSON lines: what one of them names must not be there either.
    'audit.export': lists((as) => as.get('/audit/export')),
    'leads.get': names((as, target) => as.get(`/leads/${target.leadId}`)),
    'leads.move': names((as, target) => as.post(`/leads/${target.leadId}/stage`, { stage: 'contacted', version: 1 })),
    'leads.board': names(async (as, target) => as.get(`/pipelines/${await world().pipelineOf(target)}/board`)),
    'pipelines.list': lists((as) => as.get('/pipelines')),
    'pipelines.create': ownHost((as) => as.post('/pipelines', pipelineBody('A pipeline of our own'))),
    'pipelines.update': names(async (as, target) =>
      as.put(`/pipelines/${await world().pipelineOf(target)}`, { ...pipelineBody('Renamed'), version: 1 }),
    ),
    'pipelines.remove': names(async (as, target) => as.delete(`/pipelines/${await world().pipelineOf(target)}`)),
    'leads.shares': names((as, target) => as.get(`/leads/${target.leadId}/shares`)),
    'leads.share': names((as, target) => as.put(`/leads/${target.leadId}/shares/${target.memberId}`, {})),
    'leads.unshare': names((as, target) => as.delete(`/leads/${target.leadId}/shares/${target.memberId}`)),
    'leads.list': lists((as) => as.get('/leads')),
    ...assignmentRows({ lists, names, ownHost }),
    ...automationRows({ lists, names, ownHost }, () => world().bed),
    ...mailRows({ lists, ownHost }),
    ...mergeRows({ lists, names }, (site) => world().twins.get(site)!),
    ...noteRows({ names }),
    ...mailLogRows(() => world().bed, { names, lists, ownHost }),
    ...notificationRows({ lists, ownHost }),
    ...savedViewRows({ lists, names, ownHost }),
    'members.update': names((as, target) => as.patch(`/members/${target.memberId}`, { active: true })),
    'members.list': lists((as) => as.get('/members')),
    'members.set-leader': names((as, target) => as.put(`/members/${target.memberId}/leader`, { leaderId: null })),
    'members.change-roles': names((as, target) =>
      as.put(`/members/${target.memberId}/roles`, { roles: ['rep'], rank: 1 }),
    ),
    'members.remove': names((as, target) => as.delete(`/members/${world().leaving.get(target)}`)),
    'roles.list': lists((as) => as.get('/roles')),
    'roles.create': ownHost((as) => as.post('/roles', { name: 'A role of our own', permissions: ['leads.read'] })),
    'roles.update': names(async (as, target) =>
      as.put(`/roles/${await world().roleOf(target)}`, { name: 'Renamed', permissions: [], version: 1 }),
    ),
    'roles.remove': names(async (as, target) => as.delete(`/roles/${await world().roleOf(target)}`)),
    'invitations.list': lists((as) => as.get('/invitations')),
    'invitations.create': ownHost((as) => as.post('/invitations', { email: 'guest@team.example', roles: ['rep'] })),
    'invitations.resend': names(async (as, target) =>
      as.post(`/invitations/${(await world().invitationOf(target)).id}/resend`),
    ),
    'invitations.revoke': names(async (as, target) =>
      as.delete(`/invitations/${(await world().invitationOf(target)).id}`),
    ),
    'invitations.read': names(
      async (as, target) => as.post('/invitations/read', { token: (await world().invitationOf(target)).token }),
      { foreign: 401 },
    ),
    'invitations.accept': names(
      async (as, target) => {
        const { token } = await world().invitationOf(target);
        return as.post('/invitations/accept', { token, name: 'Guest', password: 'a long password' });
      },
      { foreign: 401 },
    ),
    'sign-ins.list': lists((as) => as.get('/sign-ins')),
    'sign-ins.end': names(async (as, target) => as.delete(`/sign-ins/${await world().anotherSignInOf(target)}`)),
    'sign-ins.end-others': ownHost((as) => as.delete('/sign-ins')),
    'auth.step-up-options': ownHost((as) => as.post('/auth/step-up/options')),
    'auth.step-up': ownHost((as) => as.post('/auth/step-up', { method: 'password', password: world().a.password })),
    'sessions.get': names((as, target) => as.get(`/sessions/${target.sessionId}`)),
    'sessions.open-room': names((as, target) => as.post(`/sessions/${target.sessionId}/tickets`)),
    'reactions.list': names((as, target) => as.get(`/sessions/${target.sessionId}/reactions`)),
    'chat.get-rules': names((as, target) => as.get(`/sessions/${target.sessionId}/chat/rules`)),
    'chat.set-rules': names((as, target) =>
      as.put(`/sessions/${target.sessionId}/chat/rules`, { slowSeconds: 0, links: 'allow', isHeld: false }),
    ),
    'chat.export-csv': names((as, target) => as.get(`/sessions/${target.sessionId}/chat.csv`)),
    'sessions.list-team': names((as, target) => as.get(`/sessions/${target.sessionId}/team`)),
    'sessions.set-role': names((as, target) =>
      as.put(`/sessions/${target.sessionId}/team/${target.memberId}`, { role: 'moderator' }),
    ),
    ...callRows(() => world().bed, { names, lists, ownHost, noTenant }),
    ...billingRows(ownHost, () => world().bed),
    ...paymentRows({ names, own: ownHost }, () => world().bed),
    ...followUpRows({ names, own: ownHost }),
    ...commissionRows({ names, lists, own: ownHost }, () => world().bed),
    ...statementRows({ names, lists, own: ownHost }, () => world().bed),
    ...orderRows({ names, lists, own: ownHost }, () => world().bed),
    ...seatRows({ names }, (site) => world().plans.get(site)!),
    'sessions.go-live': names((as, target) => as.post(`/sessions/${target.sessionId}/go-live`)),
    'captions.set': names((as, target) => as.put(`/sessions/${target.sessionId}/captions`, { isOn: true })),
    ...recordingRows({ names }, () => world().bed),
    ...transcriptRows({ names, lists }, () => world().bed),
    ...overflowRows({ names }, () => world().bed),
    ...materialRows({ names }, () => world().bed),
    ...replayRows({ names }, () => world().bed),
    'sessions.attendance': names((as, target) => as.get(`/sessions/${target.sessionId}/attendance`)),
    'sessions.viewer-curve': names((as, target) => as.get(`/sessions/${target.sessionId}/viewer-curve`)),
    ...momentRows({ names }),
    'sessions.join': names((as, target) => as.post('/join', { token: target.joinToken }), { foreign: 401 }),
    ...offerRows({ names }, () => world().bed),
    ...pollRows({ names }, () => world().bed.http),
    'sessions.end': names((as, target) => as.post(`/sessions/${target.sessionId}/end`)),
    'sessions.list': lists((as) => as.get('/sessions')),
    'series.create': ownHost((as) => as.post('/series', weekly(6))),
    'sessions.create': ownHost((as) =>
      as.post('/sessions', {
        title: 'Second',
        description: '',
        startsAt: '2030-01-01T18:00:00.000Z',
        durationMinutes: 60,
        timeZone: 'UTC',
      }),
    ),
    ...importRows({ lists, names }),
    ...webinarRows({ lists, names, own: ownHost }),
    ...invoiceRows({ lists, names, ownHost }, () => world().bed),
    'overview.get': lists((as) => as.get('/overview')),
    ...analyticsRows(() => world().bed, { lists, ownHost }),
    'site.get': lists((as) => as.get('/site')),
    'site.get-draft': lists((as) => as.get('/site/draft')),
    'site.save-draft': ownHost(async (as) => {
      const { revision, content } = await draftOf(as);
      return as.put('/site/draft', { revision, content });
    }),
    'site.publish': ownHost(async (as) => as.post('/site/publish', { revision: (await draftOf(as)).revision })),
    'site.list-versions': lists((as) => as.get('/site/versions')),
    'site.get-version': lists((as) => as.get('/site/versions/1')),
    'site.roll-back': ownHost(async (as) =>
      as.post('/site/versions/1/restore', { revision: (await draftOf(as)).revision }),
    ),
    'site.discard-draft': ownHost(async (as) =>
      as.post('/site/draft/discard', { revision: (await draftOf(as)).revision }),
    ),
    'site.check-css': ownHost((as) => as.post('/site/css-check', { customCss: 'p { color: red }' })),
    'site.get-experiment': lists((as) => as.get('/site/experiment')),
    'site.start-experiment': ownHost(async (as) => {
      await as.post('/site/experiment/end', { keep: 'a' });
      return as.post('/site/experiment', EXPERIMENT);
    }),
    'site.end-experiment': ownHost(async (as) => {
      await as.post('/site/experiment', EXPERIMENT);
      return as.post('/site/experiment/end', { keep: 'a' });
    }),
    'site.upload-picture': ownHost((as) => as.put('/site/pictures/logo', logoForm().body, logoForm().headers)),
    'admin.get-sales-seller': noTenant(ADMIN_ONLY),
    'admin.save-sales-seller': noTenant(ADMIN_ONLY),
    'admin.get-brand-policy': noTenant(ADMIN_ONLY),
    'admin.update-brand-policy': noTenant(ADMIN_ONLY),
    'status.get': noTenant('it says when the walls between sites were last attacked, to everybody'),
    'admin.list-canary-runs': noTenant(ADMIN_ONLY),
    'my-sites.list': lists((as) => as.get('/me/sites')),
    'my-sites.open': names((as, target) => as.post('/me/sites/open', { slug: target.slug })),
    'templates.choices': noTenant('it names the templates of the platform, the same for everybody'),
    'templates.state': lists((as) => as.get('/site/template')),
    'templates.apply': ownHost(async (as) => world().offerAndApply(as)),
    'templates.undo': ownHost((as) => as.post('/site/template/undo')),
    'admin.list-templates': noTenant(ADMIN_ONLY),
    'admin.list-template-sites': noTenant(ADMIN_ONLY),
    'admin.publish-template': noTenant(ADMIN_ONLY),
    'admin.publish-template-folder': noTenant(ADMIN_ONLY),
    'address.get': lists((as) => as.get('/site/address')),
    'address.check': lists((as) => as.get('/site/address/check?slug=somewhere-else')),
    // There and back, so that the rows below find the site where it was.
    'address.rename': names(
      async (as, target) => {
        const elsewhere = `${target.slug}-moved`;
        const moved = await as.post('/site/address', { from: target.slug, slug: elsewhere });
        if (moved.status === 200) await as.post('/site/address', { from: elsewhere, slug: target.slug });
        return moved;
      },
      { foreign: 409 },
    ),
    'places.get': names((as, target) => as.post('/place', { token: target.joinToken }), { foreign: 401 }),
    'places.confirm': names((as, target) => as.post('/place/confirm', { token: target.joinToken }), { foreign: 401 }),
    // There and back: the rows below find them where they stood.
    'places.set-visibility': names(
      async (as, target) => {
        const hidden = await as.post('/place/visibility', { token: target.joinToken, shown: 'no' });
        if (hidden.status === 200) await as.post('/place/visibility', { token: target.joinToken, shown: 'yes' });
        return hidden;
      },
      { foreign: 401 },
    ),
    'places.leave': names((as, target) => as.post('/place/leave', { token: world().leavingLinks.get(target) }), {
      foreign: 401,
    }),
    'places.correct-sponsor': names((as, target) =>
      as.put(`/leads/${target.leadId}/sponsor`, { sponsorId: null, reason: 'a test' }),
    ),
    'places.find-sponsors': names((as, target) => as.get(`/leads/${target.leadId}/sponsor/candidates?search=a`)),
    'places.get-sponsor': names((as, target) => as.get(`/leads/${target.leadId}/sponsor`)),
    'line.get-leaderboard': lists((as) => as.get('/line/leaderboard')),
    'line.about': lists((as) => as.get('/line/about')),
    'line.get': lists((as) => as.get('/line')),
    // It never ends: what it begins with has to be enough.
    'line.follow': lists(async (as) => {
      const stream = await followLine(world().bed.url, as.host);
      stream.close();
      return { status: stream.status, body: stream.first };
    }),
    'registrations.send-again': names((as, target) => as.post('/registrations/send-again', { email: target.email }), {
      // Whoever is registered, no answer tells.
      foreign: 204,
    }),
    'registrations.create': lists((as) =>
      as.post('/registrations', { firstName: 'New', lastName: 'Person', email: 'new@person.example' }),
    ),
    'auth.me': lists((as) => as.get('/me')),
    'auth.choose-language': ownHost((as) => as.put('/me/language', { locale: 'en' })),
    'auth.log-in': names((as, target) => as.post('/auth/log-in', { email: target.email, password: target.password }), {
      foreign: 401,
    }),
    'auth.hand-over': names(
      (as, target) => {
        const { bed, accountOf } = world();
        return accountOf(target).then((id) =>
          as.post('/auth/handover', { token: bed.modules.auth.service.issueHandover(target.tenantId, id) }),
        );
      },
      { foreign: 401 },
    ),
    'auth.log-out': noTenant('it forgets the cookie of the caller and reads nothing'),
    'signups.create': noTenant('it makes a tenant of its own; taken addresses are refused'),
    'signups.get': noTenant('it asks for the secret that the sign-up answered; a wrong one is 404 below'),
    'signups.check-slug': noTenant('it says only whether an address is taken, as the address itself does'),
    'platform.log-in': noTenant('it lists the sites of whoever knows the password'),
    'admin.log-in': noTenant(ADMIN_ONLY),
    'admin.log-out': noTenant('it forgets the cookie of the caller and reads nothing'),
    'admin.me': noTenant(ADMIN_ONLY),
    'admin.choose-language': noTenant(ADMIN_ONLY),
    ...adminOwnRows,
    'admin.list-tenants': noTenant(ADMIN_ONLY),
    'admin.suspend-tenant': noTenant(ADMIN_ONLY),
    'admin.reactivate-tenant': noTenant(ADMIN_ONLY),
    'admin.get-tenant': noTenant(ADMIN_ONLY),
    'admin.close-tenant': noTenant(ADMIN_ONLY),
    'admin.reopen-tenant': noTenant(ADMIN_ONLY),
    'admin.change-plan': noTenant(ADMIN_ONLY),
    'admin.list-audit': noTenant(ADMIN_ONLY),
    'admin.export-audit': noTenant(ADMIN_ONLY),
    'broadcasts.list': noTenant(ADMIN_ONLY),
    'broadcasts.send': noTenant(ADMIN_ONLY),
    'broadcasts.end': noTenant(ADMIN_ONLY),
    'abuse.list': noTenant(ADMIN_ONLY),
    'mail-standings.list': noTenant(ADMIN_ONLY),
    'mail-standings.release': noTenant(ADMIN_ONLY),
    'mail-standings.keep': noTenant(ADMIN_ONLY),
    'abuse.review': noTenant(ADMIN_ONLY),
    'abuse.resolve': noTenant(ADMIN_ONLY),
    'support.start': noTenant(ADMIN_ONLY),
    'notices.list': lists((as) => as.get('/notices')),
    'notices.dismiss': names(async (as, target) => as.post(`/notices/${await world().noticeFor(target)}/dismiss`)),
    'abuse.report': ownHost((as) =>
      as.post('/abuse-reports', { category: 'scam', text: 'They took my money and gave nothing.' }),
    ),
    'support.enter': names(
      async (as, target) => as.post('/support/enter', { token: await world().visitTokenFor(target) }),
      {
        foreign: 401,
      },
    ),
    'support.visit': lists((as) => as.get('/support/visit')),
    'support.end': ownHost((as) => as.post('/support/end')),
    'support.get-policy': lists((as) => as.get('/support/policy')),
    'support.set-policy': ownHost((as) => as.put('/support/policy', { allowed: true })),
    'admin.list-mail': noTenant(ADMIN_ONLY),
    'admin.get-mail': noTenant(ADMIN_ONLY),
    ...domainRows(() => world().knot, { names, lists, ownHost }),
    ...credentialRows(() => world().bed, { names, lists, ownHost, noTenant }),
  };
}
