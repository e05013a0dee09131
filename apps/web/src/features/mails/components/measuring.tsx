import { MailMeasuring } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../../shared/lib/session.ts';
import { Field, Panel, Select, Skeleton, toast } from '../../../shared/ui/index.ts';
import { measuringQuery, useMeasure } from '../api/sent.queries.ts';
import { sentTexts } from '../sent-texts.ts';

/** Whether it is measured that people open mails and follow their links (B-12). */
export function Measuring() {
  const texts = sentTexts();
  const { data, isError } = useQuery(measuringQuery());
  const measure = useMeasure();
  const mayChange = useSession().permissions.includes('mails.manage');
  if (isError) return null;
  return (
    <Panel className="mt-6 p-4">
      <Field label={texts.measuring} hint={texts.measuringHint} className="max-w-xl">
        {(field) =>
          data === undefined ? (
            <Skeleton className="h-10 w-60" />
          ) : (
            <div className="max-w-60">
              <Select
                {...field}
                disabled={!mayChange || measure.isPending}
                value={data.measuring}
                onChange={({ target }) =>
                  measure.mutate(MailMeasuring.parse(target.value), {
                    onSuccess: () => toast.success(texts.measuringSaved),
                    onError: () => toast.error(texts.measuringFailed),
                  })
                }
              >
                {MailMeasuring.options.map((choice) => (
                  <option key={choice} value={choice}>
                    {texts.measuringChoice[choice]}
                  </option>
                ))}
              </Select>
            </div>
          )
        }
      </Field>
    </Panel>
  );
}
