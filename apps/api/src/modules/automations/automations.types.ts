import type {
  AutomationAction,
  AutomationCondition,
  AutomationId,
  automations,
  AutomationRunId,
  AutomationState,
  AutomationTrigger,
  LeadId,
  PipelineId,
  SessionId,
  StageId,
  TemplateAutomation,
} from '@stageline/contracts';
import type { z } from 'zod';

export interface Definition {
  readonly trigger: AutomationTrigger;
  readonly conditions: readonly AutomationCondition[];
  readonly actions: readonly AutomationAction[];
}

/** What a template brought a rule as, and the version that this made. */
export interface Origin {
  readonly version: number;
  readonly as: TemplateAutomation;
}

/** A rule of the current tenant. */
export interface Automation extends Definition {
  readonly _id: AutomationId;
  readonly version: number;
  readonly name: string;
  readonly state: AutomationState;
  readonly failures: number;
  /** Missing in one that no template brought. */
  readonly origin?: Origin | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

export type RunState = z.infer<typeof automations.AutomationRunState>;
export type RunStop = z.infer<typeof automations.AutomationStop>;

/** What came of one action. */
export interface StepResult {
  readonly ok: boolean;
  readonly outcome: automations.AutomationOutcome;
  readonly detail?: string | null;
  readonly place?: { readonly pipelineId: PipelineId; readonly stage: StageId } | null;
}
export interface Step extends StepResult {
  readonly kind: AutomationAction['kind'];
  readonly at: Date;
}

export interface ChainLink {
  readonly runId: AutomationRunId;
  readonly automationId: AutomationId;
  readonly name: string;
}

export interface Run {
  readonly _id: AutomationRunId;
  readonly automationId: AutomationId;
  readonly occurrence: string;
  readonly leadId: LeadId;
  readonly leadName: string;
  readonly version: number;
  readonly name: string;
  readonly actions: readonly AutomationAction[];
  /** The masterclass that it is about, where it is about one. */
  readonly sessionId: SessionId | null;
  readonly state: RunState;
  readonly stop: RunStop | null;
  readonly step: number;
  readonly steps: readonly Step[];
  readonly attempts: number;
  readonly dueAt: Date | null;
  readonly chain: readonly ChainLink[];
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** What a rule says, for the log of the audit. */
export const factsOf = ({ name, trigger, conditions, actions }: Definition & { readonly name: string }) => ({
  name,
  trigger,
  conditions,
  actions,
});
export const targetOf = ({ _id, name }: Pick<Automation, '_id' | 'name'>) => ({ type: 'automation', id: _id, name });

/** Whether a rule is as a template brought it. */
export const isAsBrought = ({ version, origin }: Automation): boolean => origin?.version === version;
