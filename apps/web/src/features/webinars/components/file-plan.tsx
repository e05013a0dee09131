import {
  AttendanceField,
  ChatField,
  WebinarPlatform,
  type DateOrder,
  type WebinarFileKind,
  type WebinarFilePlan,
  type WebinarFileView,
} from '@stageline/contracts';
import { dateOrderOf, TIME_FIELDS } from '@stageline/domain';
import { useEffect, useId, useRef, useState } from 'react';
import { formatNumber } from '../../../shared/lib/format.ts';
import { Button, Field, Notice, Select } from '../../../shared/ui/index.ts';
import { ZoneSelect } from '../../../shared/ui/zone-select.tsx';
import { useWebinar } from '../api/webinars.queries.ts';
import { fileTexts } from '../file-texts.ts';
import { ColumnTable } from './column-table.tsx';
import { DialectFields } from './dialect-fields.tsx';

const KINDS: readonly WebinarFileKind[] = ['attendance', 'chat'];
const ORDERS: readonly DateOrder[] = ['month-first', 'day-first', 'year-first'];

interface FilePlanProps {
  readonly file: WebinarFileView;
  readonly webinarId: string;
  /** What the examination of the file proposes, once somebody has taken it over. */
  readonly suggested: WebinarFilePlan | null;
  /** Somebody asked for it just now, with a button that is gone: it takes the focus. */
  readonly isAsked: boolean;
  readonly onRead: () => void;
}
/** How a file is to be read: what was found stands there, and each of it can be said otherwise. */
export function FilePlan({ file, webinarId, suggested, isAsked, onRead }: FilePlanProps) {
  const texts = fileTexts();
  const { inspect, read } = useWebinar(webinarId);
  const { inspection } = file;
  const [plan, setPlan] = useState<WebinarFilePlan>(suggested ?? file.plan ?? inspection.plan);
  const [seen, setSeen] = useState(inspection);
  // Looked at anew, as another kind or in another dialect: its columns are others then.
  if (seen !== inspection) {
    setSeen(inspection);
    if (JSON.stringify(seen) !== JSON.stringify(inspection)) setPlan(inspection.plan);
  }
  const isAsFound = JSON.stringify(plan.mapping) === JSON.stringify(inspection.plan.mapping);
  const needsOrder = isAsFound ? inspection.dateIsAmbiguous : orderIn(inspection, plan.mapping) === 'either';
  const [hasChosen, setChosen] = useState(false);
  const change = (part: Partial<WebinarFilePlan>) => setPlan({ ...plan, ...part });
  const look = (part: Partial<Pick<WebinarFilePlan, 'kind' | 'platform' | 'dialect'>>) =>
    inspect.mutate({ id: file.id, kind: plan.kind, platform: plan.platform, dialect: plan.dialect, ...part });
  const problem = (read.error ?? inspect.error)?.message;
  const fields = plan.kind === 'attendance' ? AttendanceField.options : ChatField.options;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (isAsked) form.current?.focus();
  }, [isAsked]);
  return (
    <form
      ref={form}
      tabIndex={-1}
      aria-label={texts.files.plan}
      className="flex scroll-mt-20 flex-col gap-5 focus:outline-none"
      onSubmit={(event) => {
        event.preventDefault();
        read.mutate({ id: file.id, plan }, { onSuccess: onRead });
      }}
    >
      {inspection.remembered ? <p className="text-sm text-text-muted">{texts.files.remembered}</p> : null}
      {inspection.warnings.length === 0 ? null : (
        <Notice tone="warning">
          <ul className="flex flex-col gap-1">
            {inspection.warnings.map((warning) => (
              <li key={warning}>{texts.files.warnings[warning]}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label={texts.files.kind}>
          {(control) => (
            <Select
              {...control}
              value={plan.kind}
              onChange={({ target: { value } }) => look({ kind: value as WebinarFileKind })}
            >
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {texts.files.kinds[kind]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={texts.files.platform}>
          {(control) => (
            <Select
              {...control}
              value={plan.platform}
              onChange={({ target: { value } }) => look({ platform: value as WebinarPlatform })}
            >
              {WebinarPlatform.options.map((platform) => (
                <option key={platform} value={platform}>
                  {texts.platforms[platform]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={texts.files.zone}>
          {(control) => (
            <ZoneSelect
              {...control}
              first={plan.timeZone}
              value={plan.timeZone}
              onChange={({ target: { value } }) => change({ timeZone: value })}
            />
          )}
        </Field>
      </div>
      {needsOrder ? (
        <OrderChoice
          value={hasChosen ? plan.dateOrder : null}
          onChoose={(dateOrder) => {
            setChosen(true);
            change({ dateOrder });
          }}
        />
      ) : null}
      {inspection.sections.length < 2 ? null : <Sections sections={inspection.sections} />}
      {inspection.columns.length === 0 ? null : (
        <ColumnTable
          columns={inspection.columns}
          mapping={plan.mapping}
          fields={fields}
          onChange={(mapping) => {
            // A column of dates that was told by hand may say which number is the month.
            const order = orderIn(inspection, mapping);
            change({ mapping, ...(order !== null && order !== 'either' && { dateOrder: order }) });
          }}
        />
      )}
      {plan.dialect === null ? null : (
        <DialectFields dialect={plan.dialect} onChange={(dialect) => look({ dialect })} />
      )}
      {problem === undefined ? null : <Notice>{problem}</Notice>}
      <div className="flex justify-end">
        <Button
          type="submit"
          variant="primary"
          loading={read.isPending}
          disabled={(needsOrder && !hasChosen) || inspect.isPending}
        >
          {texts.files.read}
        </Button>
      </div>
    </form>
  );
}

/** What the first cells of the columns of dates say of their order. */
const orderIn = ({ columns }: WebinarFileView['inspection'], mapping: WebinarFilePlan['mapping']) =>
  dateOrderOf(columns.flatMap(({ samples }, at) => (TIME_FIELDS.has(mapping[at] ?? '') ? samples : [])));

interface OrderChoiceProps {
  readonly value: DateOrder | null;
  readonly onChoose: (order: DateOrder) => void;
}
/** Nobody but the reader can say which number is the month. */
function OrderChoice({ value, onChoose }: OrderChoiceProps) {
  const texts = fileTexts().files;
  const name = useId();
  return (
    <Notice tone="warning">
      <fieldset>
        <legend className="font-medium">{texts.dateAmbiguous}</legend>
        <div className="mt-2 flex flex-wrap gap-x-6 gap-y-2">
          {ORDERS.slice(0, 2).map((order) => (
            <label key={order} className="tap-target flex items-center gap-2">
              <input type="radio" name={name} checked={value === order} onChange={() => onChoose(order)} />
              {texts.dateOrders[order]}
            </label>
          ))}
        </div>
      </fieldset>
    </Notice>
  );
}

function Sections({ sections }: { readonly sections: WebinarFileView['inspection']['sections'] }) {
  const texts = fileTexts().files;
  return (
    <div>
      <h3 className="text-sm font-medium">{texts.sections}</h3>
      <ul className="mt-1.5 flex flex-col gap-1 text-sm">
        {sections.map(({ name, line, isRead }) => (
          <li key={line} className="flex flex-wrap justify-between gap-x-4">
            <span className="wrap-anywhere">{texts.fromLine(name, formatNumber(line))}</span>
            <span className="text-text-muted">{isRead ? texts.sectionRead : texts.sectionLeft}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
