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
} from '@stageline/contracts';
import type { z } from 'zod';

export interface Definition {
  readonly trigger: AutomationTrigger;
  readonly conditions: readonly AutomationCondition[];
  readonly actions: readonly AutomationAction[];
}

/** A rule of the current tenant. */
export interface Automation extends Definition {
  readonly _id: AutomationId;
  readonly version: number;
  readonly name: string;
  readonly state: AutomationState;
  readonly failures: number;
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
