import type { AutomationView } from '@stageline/contracts';
import { Link } from 'react-router';
import { problemTexts } from '../../../shared/lib/problem-texts.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { formatRelative } from '../../../shared/lib/time-in-words.ts';
import { Badge, Switch, toast } from '../../../shared/ui/index.ts';
import { useSwitchAutomation } from '../api/automations.queries.ts';
import { actionText, conditionText, triggerText } from '../../../shared/lib/automation-words.ts';
import type { Names } from '../lib/use-names.ts';
import { automationsTexts } from '../texts.ts';

interface AutomationRowProps {
  readonly automation: AutomationView;
  readonly names: Names;
}

/** One automation as a sentence, with its state. */
export function AutomationRow({ automation, names }: AutomationRowProps) {
  const { id, name, trigger, conditions, actions } = automation;
  const texts = automationsTexts();
  const ifs = conditions.map((condition) => conditionText(condition, names)).join(texts.and);
  const when = `${texts.when} ${triggerText(trigger, names)}${ifs === '' ? '' : `, ${texts.ifs.toLocaleLowerCase()} ${ifs}`}`;
  const sentence = [when, ...actions.map((action) => actionText(action, names))].join(' → ');
  return (
    <li className="flex items-start gap-4 px-4 py-4">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link to={`/dashboard/automations/${id}`} className="tap-target font-medium wrap-anywhere hover:underline">
            {name}
          </Link>
          <StateBadge automation={automation} />
        </p>
        <p className="mt-1 line-clamp-3 text-sm wrap-anywhere text-text-muted">{sentence}</p>
        <p className="numeric mt-1 text-xs text-text-muted">{factsOf(automation).join(' · ')}</p>
      </div>
      <StateSwitch automation={automation} />
    </li>
  );
}

export function factsOf({ lastRunAt, runs }: AutomationView): string[] {
  const texts = automationsTexts();
  if (lastRunAt === null) return [texts.neverRan];
  const facts = [texts.ranLast(formatRelative(lastRunAt)), texts.lately(runs.done + runs.stopped, runs.failed)];
  return runs.waiting > 0 ? [...facts, texts.waiting(runs.waiting)] : facts;
}

/** What is wrong is said first; whether it is on, the switch shows. */
export function StateBadge({ automation: { state, missing } }: { readonly automation: AutomationView }) {
  const texts = automationsTexts();
  if (missing.length > 0) return <Badge tone="danger">{texts.missingBadge}</Badge>;
  if (state === 'paused') return <Badge tone="warning">{texts.states.paused}</Badge>;
  return <Badge tone={state === 'on' ? 'success' : 'neutral'}>{texts.states[state]}</Badge>;
}

/** On or off, at once. */
export function StateSwitch({ automation: { id, name, state } }: { readonly automation: AutomationView }) {
  const texts = automationsTexts();
  const change = useSwitchAutomation();
  const set = (on: boolean) =>
    change.mutate(
      { id, on },
      {
        onSuccess: () => toast(on ? texts.switchedOn(name) : texts.switchedOff(name)),
        onError: (error) => toast.error(error instanceof ApiProblem ? error.message : problemTexts().failed),
      },
    );
  const shown = change.isPending ? change.variables.on : state === 'on';
  return <Switch aria-label={texts.switchOf(name)} checked={shown} disabled={change.isPending} onCheckedChange={set} />;
}
