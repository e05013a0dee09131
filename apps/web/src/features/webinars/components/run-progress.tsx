import type { FollowUpRunView } from '@stageline/contracts';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Button, Notice, Panel, toast } from '../../../shared/ui/index.ts';
import { useMails } from '../api/follow-ups.queries.ts';
import { formatMicros } from '../lib/states.ts';
import { mailTexts } from '../mail-texts.ts';

interface RunProgressProps {
  readonly run: FollowUpRunView;
  readonly webinarId: string;
}
/** How far the writing is, what it has cost, and why it stopped. */
export function RunProgress({ run, webinarId }: RunProgressProps) {
  const texts = mailTexts().mails;
  const { generate, cancel } = useMails(webinarId);
  const { permissions } = useSession();
  const mayWrite = permissions.includes('mails.manage');
  const { state, stop, total, written, failed, promptTokens, outputTokens, costMicros } = run;
  if (state === 'done' && failed === 0) return null;
  const left = total - written - failed;
  const goOn = mayWrite ? (
    <Button size="sm" loading={generate.isPending} onClick={() => generate.mutate({})}>
      {texts.goOn}
    </Button>
  ) : null;
  if (state !== 'running')
    return (
      <Notice tone={failed > 0 || stop !== null ? 'warning' : 'neutral'} className="mb-5">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p>
            {stop !== null ? texts.stops[stop] : state === 'cancelled' ? texts.stopped : ''}
            {failed > 0 ? ` ${texts.failedOf(failed)}.` : ''}
          </p>
          {left > 0 || failed > 0 ? goOn : null}
        </div>
      </Notice>
    );
  return (
    <Panel className="mb-5 p-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="font-medium">{texts.writing}</p>
        {mayWrite ? (
          <Button
            size="sm"
            loading={cancel.isPending}
            onClick={() => cancel.mutate(undefined, { onError: ({ message }) => toast.error(message) })}
          >
            {texts.stop}
          </Button>
        ) : null}
      </div>
      <progress
        value={written + failed}
        max={Math.max(1, total)}
        aria-label={texts.writing}
        className="mt-3 h-2 w-full overflow-hidden rounded-full accent-primary"
      />
      <p role="status" className="numeric mt-1.5 flex flex-wrap justify-between gap-x-4 text-sm text-text-muted">
        <span>
          {texts.written(formatNumber(written), formatNumber(total))}
          {failed > 0 ? ` · ${texts.failedOf(failed)}` : ''}
        </span>
        {costMicros === 0 ? null : (
          <span>
            {texts.cost(formatNumber(promptTokens + outputTokens), formatMicros(costMicros, pageLocale().tag))}
          </span>
        )}
      </p>
    </Panel>
  );
}
