import type { AutomationRunView, AutomationView } from '@stageline/contracts';
import { isAsBrought, type Automation, type Run } from './automations.types.ts';
import type { RunCounts } from './runs.repository.ts';

/** A rule as its owners see it. */
export function presentAutomation(
  rule: Automation,
  missing: AutomationView['missing'],
  counts: RunCounts | undefined,
): AutomationView {
  const { _id, version, name, state, trigger, conditions, actions, changedAt } = rule;
  const { done = 0, stopped = 0, failed = 0, waiting = 0, lastRunAt = null } = counts ?? {};
  return {
    id: _id,
    version,
    name,
    state,
    trigger,
    conditions: [...conditions],
    actions: [...actions],
    fromTemplate: isAsBrought(rule),
    missing: [...missing],
    runs: { done, stopped, failed, waiting },
    lastRunAt: lastRunAt?.toISOString() ?? null,
    changedAt: changedAt.toISOString(),
  };
}

export const presentRun = (run: Run): AutomationRunView => ({
  id: run._id,
  version: run.version,
  state: run.state,
  stop: run.stop,
  lead: { id: run.leadId, name: run.leadName },
  startedAt: run.startedAt.toISOString(),
  endedAt: run.endedAt?.toISOString() ?? null,
  dueAt: run.state === 'waiting' ? (run.dueAt?.toISOString() ?? null) : null,
  of: run.actions.length,
  steps: run.steps.map(({ kind, at, ok, outcome, detail = null, place = null }) => ({
    kind,
    at: at.toISOString(),
    ok,
    outcome,
    detail,
    place,
  })),
  chain: run.chain.map(({ name }) => name),
});
