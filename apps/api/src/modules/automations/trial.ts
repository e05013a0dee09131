import {
  ProblemError,
  type AutomationAction,
  type AutomationTrigger,
  type AutomationTriggerKind,
  type LeadId,
  type LeadTrial,
  type SessionId,
} from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { AutomatedLead, LeadAutomations, SiteFacts, SiteFactsReader } from '../leads/index.ts';
import { stageToEnter } from '../pipelines/index.ts';
import type { HeldSession } from '../sessions/index.ts';
import { nameOf, refusalOf, wordsOf } from './actions.ts';
import type { Definition, StepResult } from './automations.types.ts';
import { holds } from './conditions.ts';
import { fill } from './placeholders.ts';
import type { ReferencesDeps } from './references.ts';
import { missed } from './triggers.ts';

export type DatedLeads = (since: Date, limit: number) => Promise<readonly { leadId: LeadId; at: Date }[]>;

export interface TrialDeps extends ReferencesDeps {
  readonly leads: LeadAutomations;
  readonly sites: SiteFactsReader;
  readonly sessionsHeldSince: (since: Date, limit: number) => Promise<readonly HeldSession[]>;
  /** Of what is kept elsewhere than with the lead: to whom it happened lately, and when. */
  readonly datedSince: Readonly<Partial<Record<AutomationTriggerKind, DatedLeads>>>;
  /** What may be asked of a lead that enters a stage. */
  readonly entryFacts: (lead: AutomatedLead, reason: string) => Parameters<typeof stageToEnter>[3];
  readonly clock: Clock;
}

/** Leads that one trial looks at, and shows. */
const MAX_LOOKED_AT = 2000;
const SHOWN = 20;
const MAX_SESSIONS = 50;
const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;

interface Past {
  readonly lead: AutomatedLead;
  readonly at: Date;
}

/** When what a rule waits for last happened to a lead, as far as the lead itself says it; null for never. */
function lastTime(trigger: AutomationTrigger, { history, createdAt, linePosition }: AutomatedLead): Date | null {
  const [first] = history;
  switch (trigger.kind) {
    case 'stage-entered':
      return history.findLast(({ stage }, index) => index > 0 && stage === trigger.stage)?.at ?? null;
    case 'stage-left':
      return history.findLast((_entry, index) => history[index - 1]?.stage === trigger.stage)?.at ?? null;
    case 'registered':
      return first?.cause === 'registration' ? createdAt : null;
    case 'imported':
      return first?.cause === 'import' ? createdAt : null;
    case 'place-confirmed':
      return linePosition === null ? null : createdAt;
    default:
      return null;
  }
}

/** When it happened to a lead in a masterclass; null where it did not. */
function timeIn(trigger: AutomationTrigger, lead: AutomatedLead, { id, startedAt, endedAt }: HeldSession): Date | null {
  const seconds = lead.attendance?.[id as SessionId];
  switch (trigger.kind) {
    case 'attendance-joined':
      return seconds === undefined ? null : startedAt;
    case 'attendance-left':
      return seconds === undefined ? null : (endedAt ?? startedAt);
    case 'attended':
      return endedAt !== null && (seconds ?? 0) >= trigger.minutes * 60 ? endedAt : null;
    case 'no-show':
      return endedAt !== null && missed(lead, id) ? endedAt : null;
    default:
      return null;
  }
}

const isOfSession = ({ kind }: AutomationTrigger): boolean => kind.startsWith('attend') || kind === 'no-show';

/** Trials of rules: nothing of them writes. */
export function createTrial(deps: TrialDeps) {
  const { leads, sites, clock } = deps;

  async function* pastInSessions(trigger: AutomationTrigger, since: Date): AsyncGenerator<Past> {
    for (const session of await deps.sessionsHeldSince(since, MAX_SESSIONS)) {
      for await (const page of leads.ofSession(session.id)) {
        for (const lead of page) {
          const at = timeIn(trigger, lead, session);
          if (at !== null) yield { lead, at };
        }
      }
    }
  }
  async function* pastDated(dated: DatedLeads, since: Date): AsyncGenerator<Past> {
    const happened = await dated(since, MAX_LOOKED_AT);
    const known = await leads.those(happened.map(({ leadId }) => leadId));
    const byId = new Map(known.map((lead) => [lead._id, lead]));
    for (const { leadId, at } of happened) {
      const lead = byId.get(leadId);
      if (lead !== undefined) yield { lead, at };
    }
  }
  async function* past(trigger: AutomationTrigger, since: Date): AsyncGenerator<Past> {
    if (isOfSession(trigger)) return yield* pastInSessions(trigger, since);
    const dated = deps.datedSince[trigger.kind];
    if (dated !== undefined) return yield* pastDated(dated, since);
    for (const lead of await leads.touchedSince(since, MAX_LOOKED_AT)) {
      const at = lastTime(trigger, lead);
      if (at !== null && at >= since) yield { lead, at };
    }
  }

  /** The lead as it would be after a step, as far as that is known. */
  async function imagine(
    action: AutomationAction,
    lead: AutomatedLead,
  ): Promise<{ result: StepResult; after: AutomatedLead }> {
    const same = (result: StepResult) => ({ result, after: lead });
    switch (action.kind) {
      case 'move':
        return imagineMove(action, lead);
      case 'assign': {
        if (action.to === 'rules')
          return same(
            lead.assignee === null
              ? { ok: true, outcome: 'queued' }
              : { ok: true, outcome: 'was-theirs', detail: lead.assignee.name },
          );
        const member = await deps.members.find(action.to);
        if (member === null) return same({ ok: false, outcome: 'member-missing' });
        if (lead.assignee?.membershipId === action.to)
          return same({ ok: true, outcome: 'was-theirs', detail: member.name });
        const assignee = { membershipId: action.to, name: member.name, at: clock.now() };
        return { result: { ok: true, outcome: 'assigned', detail: member.name }, after: { ...lead, assignee } };
      }
      case 'mail':
        return same({ ok: true, outcome: 'mailed', detail: lead.person.email });
      case 'notify': {
        const to = action.who === 'owner' ? lead.assignee?.membershipId : action.who;
        if (to === undefined) return same({ ok: true, outcome: 'nobody-to-notify' });
        const member = await deps.members.find(to);
        return same(
          member === null
            ? { ok: false, outcome: 'member-missing' }
            : { ok: true, outcome: 'notified', detail: member.name },
        );
      }
      case 'wait':
        return same({ ok: true, outcome: 'waited' });
      case 'check':
        return same({ ok: true, outcome: holds(action.condition, lead) ? 'holds' : 'holds-not' });
    }
  }

  async function imagineMove(action: Extract<AutomationAction, { kind: 'move' }>, lead: AutomatedLead) {
    const { pipelineId, stage } = action;
    const place = { pipelineId, stage };
    const isSame = lead.pipelineId === pipelineId;
    if (isSame && lead.stage === stage)
      return { result: { ok: true, outcome: 'stood-there', place } as const, after: lead };
    const pipeline = await deps.pipelines.find(pipelineId);
    if (pipeline === null) return { result: { ok: false, outcome: 'pipeline-missing' } as const, after: lead };
    try {
      const { kind } = stageToEnter(pipeline, isSame ? lead.stage : null, stage, deps.entryFacts(lead, 'rule'));
      return { result: { ok: true, outcome: 'moved', place } as const, after: { ...lead, ...place, outcome: kind } };
    } catch (error) {
      const refusal = refusalOf(action, error);
      if (refusal === null) throw error;
      return { result: refusal, after: lead };
    }
  }

  function written(
    action: AutomationAction,
    lead: AutomatedLead,
    site: SiteFacts,
  ): { subject: string; text: string } | null {
    const words = wordsOf(lead, site);
    if (action.kind === 'mail') return { subject: fill(action.subject, words), text: fill(action.text, words) };
    return action.kind === 'notify' ? { subject: '', text: fill(action.text, words) } : null;
  }

  return {
    /** Which leads of the last days a rule would have met. */
    async look({ trigger, conditions }: Definition, days: number) {
      const since = new Date(clock.now().getTime() - days * DAY_MS);
      const met = new Map<LeadId, Past>();
      const happened = new Set<LeadId>();
      let [seen, more] = [0, false];
      for await (const each of past(trigger, since)) {
        seen += 1;
        if (seen > MAX_LOOKED_AT) {
          more = true;
          break;
        }
        const { lead, at } = each;
        happened.add(lead._id);
        if (!conditions.every((condition) => holds(condition, lead))) continue;
        const known = met.get(lead._id);
        if (known === undefined || known.at < at) met.set(lead._id, each);
      }
      const latest = [...met.values()].sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, SHOWN);
      return {
        happened: happened.size,
        matched: met.size,
        more,
        leads: latest.map(({ lead, at }) => ({ id: lead._id, name: nameOf(lead), at: at.toISOString() })),
      };
    },

    /** What a rule would do with a lead, if it began now. @throws ProblemError `not-found` */
    async tryOn({ conditions, actions }: Definition, leadId: LeadId): Promise<LeadTrial> {
      let lead = await leads.find(leadId);
      if (lead === null) throw new ProblemError('not-found');
      const began = {
        lead: { id: lead._id, name: nameOf(lead) },
        conditions: conditions.map((each) => holds(each, lead!)),
      };
      const site = await sites.siteFacts();
      const steps: LeadTrial['steps'] = [];
      let at = clock.now().getTime();
      for (const action of actions) {
        const { result, after } = await imagine(action, lead);
        const { detail = null, place = null, ok, outcome } = result;
        const text = ok ? written(action, lead, site) : null;
        steps.push({ kind: action.kind, at: new Date(at).toISOString(), ok, outcome, detail, place, text });
        if (action.kind === 'wait') at += action.minutes * MINUTE_MS;
        if (!ok || outcome === 'holds-not') break;
        lead = after;
      }
      return { ...began, steps };
    },
  };
}
export type Trial = ReturnType<typeof createTrial>;
