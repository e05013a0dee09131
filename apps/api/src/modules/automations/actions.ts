import { ProblemError, type AutomationAction } from '@stageline/contracts';
import { currentTenantId } from '@stageline/tenancy';
import type { HandOvers } from '../assignment/index.ts';
import type { AutomatedLead, LeadMoves, Mailer, MemberDirectory, SiteFacts, SiteFactsReader } from '../leads/index.ts';
import type { Notifier } from '../notifications/index.ts';
import type { RegistrationsService } from '../registrations/index.ts';
import type { JoinLinks } from '../sessions/index.ts';
import { leadMail } from './automations.mail.ts';
import type { Run, StepResult } from './automations.types.ts';
import { fill, type Words } from './placeholders.ts';

export interface ActionsDeps {
  readonly moves: Pick<LeadMoves, 'byRule'>;
  readonly handOvers: Pick<HandOvers, 'byRule'>;
  readonly people: Pick<RegistrationsService, 'localeOf'>;
  readonly members: Pick<MemberDirectory, 'find'>;
  readonly sites: SiteFactsReader;
  readonly mailer: Mailer;
  readonly joinLinks: JoinLinks;
  readonly notifier: Notifier;
}

export const nameOf = ({ person }: Pick<AutomatedLead, 'person'>): string =>
  `${person.firstName} ${person.lastName}`.trim();

/** What texts may say of a lead. */
export const wordsOf = ({ person, assignee }: AutomatedLead, { siteName, promoterName }: SiteFacts): Words => ({
  firstName: person.firstName,
  lastName: person.lastName,
  company: person.company ?? '',
  ownerName: assignee?.name ?? '',
  siteName,
  promoterName,
});

/** Actions that do something; the others only say when and whether a run goes on. */
type Deed = Exclude<AutomationAction, { kind: 'wait' | 'check' }>;
type Deeds = {
  readonly [K in Deed['kind']]: (
    action: Extract<Deed, { kind: K }>,
    lead: AutomatedLead,
    run: Run,
  ) => Promise<StepResult>;
};

/** What a refusal means for the log. Anything else may pass, and is tried again. */
export function refusalOf(action: AutomationAction, error: unknown): StepResult | null {
  if (!(error instanceof ProblemError)) return null;
  const { code, issues } = error;
  if (action.kind === 'move') {
    if (code === 'not-found') return { ok: false, outcome: 'pipeline-missing' };
    if (code === 'validation-failed') return { ok: false, outcome: 'stage-missing' };
    if (code === 'stage-closed') return { ok: false, outcome: 'stage-closed', detail: issues?.[0]?.message ?? null };
  }
  if (action.kind === 'assign' && code === 'validation-failed') return { ok: false, outcome: 'member-missing' };
  return null;
}

/** Makes what does an action, in the caller's transaction: what throws leaves nothing behind. */
export function createActions(deps: ActionsDeps) {
  const { moves, handOvers, people, members, sites, mailer, joinLinks, notifier } = deps;

  const deeds: Deeds = {
    async move({ pipelineId, stage }, { _id: leadId }, { _id: runId, name }) {
      const place = { pipelineId, stage };
      const moved = await moves.byRule(leadId, place, { runId, name });
      return { ok: true, outcome: moved ? 'moved' : 'stood-there', place };
    },

    async assign({ to }, { _id: leadId }, { name }) {
      const { owner, changed } = await handOvers.byRule(leadId, to === 'rules' ? null : to, name);
      if (!changed) return { ok: true, outcome: 'was-theirs', detail: owner };
      return owner === null ? { ok: true, outcome: 'queued' } : { ok: true, outcome: 'assigned', detail: owner };
    },

    async mail({ subject, text, link }, lead) {
      const site = await sites.siteFacts();
      const words = wordsOf(lead, site);
      const reader = { email: lead.person.email, locale: await people.localeOf(lead.personId) };
      const token = joinLinks.tokenFor(currentTenantId(), lead._id, lead.person.email);
      const joinUrl = link === 'masterclass' ? `${site.url}/join/${token}` : null;
      const mail = leadMail(site, reader, { subject: fill(subject, words), text: fill(text, words) }, joinUrl);
      await mailer.send({ ...mail, topic: 'news', personId: lead.personId });
      return { ok: true, outcome: 'mailed', detail: lead.person.email };
    },

    async notify({ who, text }, lead, { _id: runId, step, name: title }) {
      const to = who === 'owner' ? (lead.assignee?.membershipId ?? null) : who;
      if (to === null) return { ok: true, outcome: 'nobody-to-notify' };
      const member = await members.find(to);
      if (member === null) return { ok: false, outcome: 'member-missing' };
      await notifier.notify(to, 'automation', {
        key: `${runId}.${step}`,
        lead: { id: lead._id, name: nameOf(lead) },
        title,
        text: fill(text, wordsOf(lead, await sites.siteFacts())),
      });
      return { ok: true, outcome: 'notified', detail: member.name };
    },
  };

  return (action: Deed, lead: AutomatedLead, run: Run): Promise<StepResult> =>
    (deeds[action.kind] as (action: Deed, lead: AutomatedLead, run: Run) => Promise<StepResult>)(action, lead, run);
}
export type PerformAction = ReturnType<typeof createActions>;
