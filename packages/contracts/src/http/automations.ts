import { z } from 'zod';
import { AutomationId, AutomationRunId, LeadId, MembershipId } from '../kit/ids.ts';
import { defineOperation, Instant, memberAccess, pageOf, PageQuery } from '../kit/operation.ts';
import { paragraph, requiredText } from './fields.ts';
import { PipelineId, StageId } from './pipelines.ts';

/** Rules that one site may have (F-09). */
export const MAX_AUTOMATIONS = 50;
export const MAX_CONDITIONS = 8;
export const MAX_ACTIONS = 15;
/** The longest wait, in minutes: 60 days. */
export const MAX_WAIT_MINUTES = 60 * 24 * 60;
/** How many days a trial looks back at most. */
export const MAX_TRIAL_DAYS = 90;

const Minutes = z.int().min(1).max(1440);

/** What a text may say of the lead and the site, as `{{firstName}}`. */
export const MAIL_PLACEHOLDERS = ['firstName', 'lastName', 'company', 'ownerName', 'siteName', 'promoterName'] as const;
export type MailPlaceholder = (typeof MAIL_PLACEHOLDERS)[number];

const isKnown = (name: string) => MAIL_PLACEHOLDERS.some((known) => known === name);
/** What stands in double braces and is not known, and braces that are not closed. */
const onlyKnown = (text: string) =>
  [...text.matchAll(/\{\{(.*?)\}\}/gs)].every(([, name]) => isKnown(name!.trim())) &&
  !text.replaceAll(/\{\{.*?\}\}/gs, '').match(/\{\{|\}\}/);
const UNKNOWN = 'This text has a placeholder that there is not. Choose one of those below it.';
const REQUIRED = 'Please fill this in.';
const line = (max: number) => requiredText(max).refine(onlyKnown, UNKNOWN);
const text = (max: number) => paragraph(max).min(1, REQUIRED).refine(onlyKnown, UNKNOWN);

/**
 * What a rule may say, by what it names: pipelines and stages, and whom.
 * @param refs ids on a site; in a template, what stands for them
 */
export function automationRules<
  Pipeline extends z.ZodType<string>,
  Stage extends z.ZodType<string>,
  Member extends z.ZodType<string>,
>({ pipelineId, stage, member }: { pipelineId: Pipeline; stage: Stage; member: Member }) {
  const place = { pipelineId, stage };

  const Trigger = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('stage-entered'), ...place }),
    z.strictObject({ kind: z.literal('stage-left'), ...place }),
    z.strictObject({ kind: z.literal('registered') }),
    /** Only by an import for which somebody chose it. */
    z.strictObject({ kind: z.literal('imported') }),
    z.strictObject({ kind: z.literal('place-confirmed') }),
    z.strictObject({ kind: z.literal('attendance-joined') }),
    z.strictObject({ kind: z.literal('attendance-left') }),
    /** Once the masterclass is over. */
    z.strictObject({ kind: z.literal('attended'), minutes: Minutes }),
    /** Registered for a masterclass that is over, and was not there. */
    z.strictObject({ kind: z.literal('no-show') }),
    /** Once it is certain. */
    z.strictObject({ kind: z.literal('call-booked') }),
    z.strictObject({ kind: z.literal('call-cancelled') }),
    /** Its host has noted that nobody came. */
    z.strictObject({ kind: z.literal('call-missed') }),
    /** In full. */
    z.strictObject({ kind: z.literal('invoice-paid') }),
  ]);

  const Condition = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('stage'), pipelineId, stages: z.array(stage).min(1).max(20) }),
    z.strictObject({ kind: z.literal('owner'), who: z.union([z.enum(['nobody', 'somebody']), member]) }),
    z.strictObject({ kind: z.literal('source'), source: z.enum(['form', 'invitation', 'import']) }),
    z.strictObject({ kind: z.literal('attended'), than: z.enum(['at-least', 'less']), minutes: Minutes }),
    z.strictObject({ kind: z.literal('has'), what: z.enum(['phone', 'company', 'place']), is: z.boolean() }),
  ]);

  const Action = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('move'), ...place }),
    /** `rules`: the site's rules of assignment choose. */
    z.strictObject({ kind: z.literal('assign'), to: z.union([z.literal('rules'), member]) }),
    z.strictObject({
      kind: z.literal('mail'),
      subject: line(150),
      text: text(4000),
      /** Where its button leads. */
      link: z.enum(['site', 'masterclass']),
    }),
    /** `owner`: whoever has the lead. */
    z.strictObject({ kind: z.literal('notify'), who: z.union([z.literal('owner'), member]), text: text(500) }),
    z.strictObject({ kind: z.literal('wait'), minutes: z.int().min(1).max(MAX_WAIT_MINUTES) }),
    /** Goes on only where this still holds. */
    z.strictObject({ kind: z.literal('check'), condition: Condition }),
  ]);

  const definition = {
    trigger: Trigger,
    /** All of them have to hold. */
    conditions: z.array(Condition).max(MAX_CONDITIONS),
    actions: z
      .array(Action)
      .min(1)
      .max(MAX_ACTIONS)
      .refine((actions) => actions.at(-1)?.kind !== 'wait' && actions.at(-1)?.kind !== 'check', {
        message: 'After a wait or a check, something has to happen.',
      }),
  };
  return { Trigger, Condition, Action, definition };
}

const place = { pipelineId: PipelineId, stage: StageId };
const rules = automationRules({ ...place, member: MembershipId });

/** What sets a rule going; every kind is emitted by the product (`automations/triggers.ts` of the api). */
export const AutomationTrigger = rules.Trigger;
export type AutomationTrigger = z.infer<typeof AutomationTrigger>;
export type AutomationTriggerKind = AutomationTrigger['kind'];

/** What has to hold of the lead. */
export const AutomationCondition = rules.Condition;
export type AutomationCondition = z.infer<typeof AutomationCondition>;
export type AutomationConditionKind = AutomationCondition['kind'];

/** What a rule does, one after another. */
export const AutomationAction = rules.Action;
export type AutomationAction = z.infer<typeof AutomationAction>;
export type AutomationActionKind = AutomationAction['kind'];

const { definition } = rules;
export const AutomationDefinition = z.strictObject(definition);
export type AutomationDefinition = z.infer<typeof AutomationDefinition>;
const AutomationBody = z.strictObject({ name: requiredText(60), ...definition });
export type AutomationBody = z.infer<typeof AutomationBody>;

/** `paused`: it failed several times in a row. */
export const AutomationState = z.enum(['on', 'off', 'paused']);
export type AutomationState = z.infer<typeof AutomationState>;

/** `waiting`: for a time of its own, or for its turn. `stopped`: it ended before its last step, as it should. */
export const AutomationRunState = z.enum(['running', 'waiting', 'done', 'stopped', 'failed']);

/** Why a run ended before its last step. */
export const AutomationStop = z.enum(['check', 'switched-off', 'by-hand', 'loop', 'too-often', 'missing', 'lead-gone']);

/** What came of a step. */
export const AutomationOutcome = z.enum([
  'moved',
  'stood-there',
  'assigned',
  'was-theirs',
  'queued',
  'mailed',
  'notified',
  'nobody-to-notify',
  'waited',
  'holds',
  'holds-not',
  'pipeline-missing',
  'stage-missing',
  'stage-closed',
  'member-missing',
  'lead-gone',
  'internal',
]);
export type AutomationOutcome = z.infer<typeof AutomationOutcome>;

export const AutomationStepView = z.object({
  kind: z.enum(AutomationAction.options.map(({ shape }) => shape.kind.value)),
  at: Instant,
  ok: z.boolean(),
  outcome: AutomationOutcome,
  /** Whom or what it concerned: a name, an address, or what a rule of the pipeline says. */
  detail: z.string().nullable(),
  /** Where the lead came to. */
  place: z.object(place).nullable(),
});
export type AutomationStepView = z.infer<typeof AutomationStepView>;

export const AutomationRunView = z.object({
  id: AutomationRunId,
  /** The version of the rule that it follows. */
  version: z.int(),
  state: AutomationRunState,
  stop: AutomationStop.nullable(),
  lead: z.object({ id: LeadId, name: z.string() }),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  /** When it goes on. */
  dueAt: Instant.nullable(),
  /** How many steps it has in all. */
  of: z.int(),
  steps: z.array(AutomationStepView),
  /** The rules that led to it, the first one first. */
  chain: z.array(z.string()),
});
export type AutomationRunView = z.infer<typeof AutomationRunView>;

/** Something that a rule names and that is not there any more. */
const Missing = z.object({ pointer: z.string(), what: z.enum(['pipeline', 'stage', 'member']) });

export const AutomationView = z.object({
  id: AutomationId,
  version: z.int(),
  name: z.string(),
  state: AutomationState,
  ...definition,
  /** Whether it is as the site's template brought it. */
  fromTemplate: z.boolean(),
  /** While there is something, it does not begin. */
  missing: z.array(Missing),
  /** Of the last 30 days; `waiting` now. */
  runs: z.object({ done: z.int(), stopped: z.int(), failed: z.int(), waiting: z.int() }),
  lastRunAt: Instant.nullable(),
  changedAt: Instant,
});
export type AutomationView = z.infer<typeof AutomationView>;

const AutomationParams = z.strictObject({ automationId: AutomationId });
const access = memberAccess('automations.manage');

export const listAutomations = defineOperation({
  id: 'automations.list',
  method: 'GET',
  path: '/api/v1/automations',
  host: 'tenant',
  access,
  summary: 'The automations of this site, oldest first, with what came of them lately',
  response: z.object({ items: z.array(AutomationView) }),
});
export const createAutomation = defineOperation({
  id: 'automations.create',
  method: 'POST',
  path: '/api/v1/automations',
  host: 'tenant',
  access,
  summary: 'Set an automation up; it is off until it is switched on',
  body: AutomationBody,
  status: 201,
  response: AutomationView,
  errors: ['limit-reached'],
});
export const updateAutomation = defineOperation({
  id: 'automations.update',
  method: 'PUT',
  path: '/api/v1/automations/:automationId',
  host: 'tenant',
  access,
  summary: 'Change an automation; runs under way go on as they began',
  params: AutomationParams,
  body: AutomationBody.extend({ version: z.int() }),
  response: AutomationView,
  errors: ['conflict'],
});
export const switchAutomation = defineOperation({
  id: 'automations.switch',
  method: 'PUT',
  path: '/api/v1/automations/:automationId/state',
  host: 'tenant',
  access,
  summary: 'Switch an automation on or off; what waits in one that is off does not go on',
  params: AutomationParams,
  body: z.strictObject({ on: z.boolean() }),
  response: AutomationView,
  errors: ['illegal-transition'],
});
export const removeAutomation = defineOperation({
  id: 'automations.remove',
  method: 'DELETE',
  path: '/api/v1/automations/:automationId',
  host: 'tenant',
  access,
  summary: 'Remove an automation; what waits in it does not go on',
  params: AutomationParams,
  status: 204,
});
export const listAutomationRuns = defineOperation({
  id: 'automations.runs',
  method: 'GET',
  path: '/api/v1/automations/:automationId/runs',
  host: 'tenant',
  access,
  summary: 'What an automation did, newest first: per lead, step by step',
  params: AutomationParams,
  query: PageQuery,
  response: pageOf(AutomationRunView),
});
export const stopAutomationRun = defineOperation({
  id: 'automations.stop-run',
  method: 'POST',
  path: '/api/v1/automation-runs/:runId/stop',
  host: 'tenant',
  access,
  summary: 'Stop a run that waits',
  params: z.strictObject({ runId: AutomationRunId }),
  response: AutomationRunView,
  errors: ['illegal-transition'],
});

const TrialLead = z.object({ id: LeadId, name: z.string(), at: Instant });

export const tryAutomation = defineOperation({
  id: 'automations.try',
  method: 'POST',
  path: '/api/v1/automations/trial',
  host: 'tenant',
  access,
  summary: 'Which leads of the last days a rule would have met, by what they are like today; nothing is changed',
  body: AutomationDefinition.extend({ days: z.int().min(1).max(MAX_TRIAL_DAYS).default(30) }),
  response: z.object({
    /** To how many leads it happened. */
    happened: z.int(),
    /** For how many of them the conditions hold, too. */
    matched: z.int(),
    /** Whether there were more than a trial looks at. */
    more: z.boolean(),
    /** The latest of them. */
    leads: z.array(TrialLead),
  }),
});

export const LeadTrial = z.object({
  lead: z.object({ id: LeadId, name: z.string() }),
  /** In the order of the rule. */
  conditions: z.array(z.boolean()),
  /** What would come of each step, as far as that is known now; steps after one that fails are left out. */
  steps: z.array(
    AutomationStepView.omit({ at: true }).extend({
      /** When, if it began now. */
      at: Instant,
      /** What would be written. */
      text: z.object({ subject: z.string(), text: z.string() }).nullable(),
    }),
  ),
});
export type LeadTrial = z.infer<typeof LeadTrial>;

export const tryAutomationOnLead = defineOperation({
  id: 'automations.try-lead',
  method: 'POST',
  path: '/api/v1/automations/trial/:leadId',
  host: 'tenant',
  access,
  summary: 'What a rule would do with one lead, step by step; nothing is changed',
  params: z.strictObject({ leadId: LeadId }),
  body: AutomationDefinition,
  response: LeadTrial,
});
