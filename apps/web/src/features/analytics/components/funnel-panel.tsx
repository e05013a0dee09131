import { funnelCatalogue, type AnalyticsView } from '@stageline/contracts';
import { formatMetric } from '@stageline/domain';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { Panel, Section } from '../../../shared/ui/index.ts';
import { analyticsTexts } from '../texts.ts';
import { Definition } from './definition.tsx';

/** How far people come: each step as wide as its share of the first, with what became of the step before. */
export function FunnelPanel({ funnel }: Pick<AnalyticsView, 'funnel'>) {
  const texts = analyticsTexts();
  const { locale, tag } = pageLocale();
  const widest = Math.max(1, ...funnel.map(({ count }) => count));
  return (
    <Section title={texts.funnel} description={texts.funnelHint}>
      <Panel className="p-4 sm:p-5">
        <ol className="flex flex-col gap-4">
          {funnel.map(({ step, count }, index) => {
            const previous = funnel[index - 1];
            const { label, definition } = funnelCatalogue[step];
            return (
              <li key={step}>
                <div className="flex items-center gap-1 text-sm">
                  <span className="font-medium">{label[locale]}</span>
                  <Definition label={label[locale]} definition={definition[locale]} className="-my-2" />
                  <span className="ms-auto text-xs text-text-muted">
                    {previous === undefined || previous.count === 0
                      ? null
                      : texts.ofBefore(
                          formatMetric(count / previous.count, 'percent', tag),
                          funnelCatalogue[previous.step].label[locale],
                        )}
                  </span>
                  <span className="numeric min-w-12 text-end font-semibold" data-step={step}>
                    {formatMetric(count, 'count', tag)}
                  </span>
                </div>
                <div className="mt-2 h-2.5 overflow-hidden rounded-full bg-muted" aria-hidden="true">
                  <div
                    className="h-full rounded-full bg-primary transition-[width] duration-300 ease-out"
                    style={{ width: `${((count / widest) * 100).toFixed(2)}%` }}
                  />
                </div>
              </li>
            );
          })}
        </ol>
      </Panel>
    </Section>
  );
}
