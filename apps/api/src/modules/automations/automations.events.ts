import { AdvanceAutomationRun, AutomationRunStarted } from '@stageline/contracts';
import { subscriber, type Subscriber } from '@stageline/platform/outbox';
import { jobBinding, type JobBinding } from '@stageline/platform/queue';
import type { Runner } from './runner.ts';
import type { Starter } from './starter.ts';
import { triggerSources } from './triggers.ts';

/** All of them open transactions of their own, and leave alone what is done when they run again. */
export const automationSubscribers = (start: Starter, advance: Runner): Subscriber[] => [
  ...triggerSources.map((source) => ({
    id: `automations.${source.event.name}`,
    event: source.event,
    transactional: false,
    handle: (payload: unknown, { eventId }: { readonly eventId: Parameters<Starter>[2] }) =>
      start(source, payload, eventId),
  })),
  subscriber({
    id: 'automations.begin-run',
    event: AutomationRunStarted,
    transactional: false,
    handle: ({ runId }) => advance(runId),
  }),
];

export const automationJobs = (advance: Runner): JobBinding[] => [
  jobBinding(AdvanceAutomationRun, ({ runId }) => advance(runId)),
];
