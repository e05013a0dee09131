import type { ScoringProposal, ScoringSettings } from '@stageline/contracts';
import { engagementSignals } from '@stageline/domain';
import { useQuery } from '@tanstack/react-query';
import { formatNumber, formatShare } from '../../../shared/lib/format.ts';
import { Button, Panel, Section, Skeleton } from '../../../shared/ui/index.ts';
import { Loaded } from '../../../shared/ui/save-form.tsx';
import { proposalQuery } from '../api/webinars.queries.ts';
import { webinarTexts } from '../texts.ts';

interface LearningProps {
  readonly onTake: ((weights: ScoringSettings['weights']) => void) | null;
}
/** What those who paid or booked say of the weights. */
export function Learning({ onTake }: LearningProps) {
  const { scoring } = webinarTexts();
  const query = useQuery(proposalQuery());
  return (
    <Section title={scoring.learn} description={scoring.learnHint}>
      <Loaded query={query} waiting={<Skeleton className="h-32 w-full" />}>
        {(proposal) => <Proposal proposal={proposal} onTake={onTake} />}
      </Loaded>
    </Section>
  );
}

function Proposal({ proposal, onTake }: LearningProps & { readonly proposal: ScoringProposal }) {
  const texts = webinarTexts();
  const { scoring } = texts;
  const { people, outcomes, areas, weights, signals } = proposal;
  if (areas === null || weights === null)
    return <p className="text-sm text-text-muted">{scoring.tooFew(formatNumber(people), formatNumber(outcomes))}</p>;
  const sets = (['standard', 'current', 'proposed'] as const).map((name) => [scoring.sets[name], areas[name]] as const);
  return (
    <Panel className="flex flex-col gap-5 p-4">
      <div>
        <h3 className="text-sm font-medium">{scoring.area}</h3>
        <p className="mt-0.5 text-xs text-text-muted">{scoring.areaHint}</p>
        <Bars rows={sets} />
      </div>
      <div>
        <h3 className="text-sm font-medium">{scoring.alone}</h3>
        <Bars rows={signals.map(({ signal, area }) => [texts.signals[signal], area] as const)} />
      </div>
      <p className="numeric text-sm">
        {scoring.sets.proposed}:{' '}
        {engagementSignals.map((signal) => `${texts.signals[signal]} ${formatNumber(weights[signal])}`).join(', ')}
      </p>
      {onTake === null ? null : (
        <div>
          <Button onClick={() => onTake(weights)}>{scoring.take}</Button>
        </div>
      )}
    </Panel>
  );
}

const Bars = ({ rows }: { readonly rows: readonly (readonly [string, number | null])[] }) => (
  <ul className="mt-3 flex flex-col gap-2">
    {rows.map(([name, area]) => (
      <li key={name} className="grid grid-cols-[8rem_1fr_3rem] items-center gap-3 text-sm">
        <span className="truncate">{name}</span>
        <span className="h-2 overflow-hidden rounded-full bg-muted" aria-hidden="true">
          <span className="block h-full rounded-full bg-primary-text" style={{ width: `${(area ?? 0) * 100}%` }} />
        </span>
        <span className="numeric text-end">{area === null ? '–' : formatShare(area)}</span>
      </li>
    ))}
  </ul>
);
