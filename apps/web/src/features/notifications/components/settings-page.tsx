import type { NotificationKind, NotificationPace, NotificationSettings } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Controller, useWatch, type UseFormReturn } from 'react-hook-form';
import { Field, Input, Page, PageHeader, PageTitle, Panel, Section, Select, Switch } from '../../../shared/ui/index.ts';
import { FieldsSkeleton, Loaded, SaveForm } from '../../../shared/ui/save-form.tsx';
import { useSaveForm } from '../../../shared/ui/use-save-form.ts';
import { ZoneSelect } from '../../../shared/ui/zone-select.tsx';
import {
  notificationSettingsQuery,
  useSetNotificationSettings,
  type SettingsInput,
} from '../api/notifications.queries.ts';
import { notificationsTexts } from '../texts.ts';

/** The settings as controls hold them. */
interface FormValues {
  timeZone: string;
  isQuiet: boolean;
  quiet: { from: string; to: string };
  digestAt: string;
  phone: string;
  kinds: NotificationSettings['kinds'];
}
type Form = UseFormReturn<FormValues>;

const NIGHT = { from: '22:00', to: '07:00' };

const valuesOf = ({ timeZone, quiet, digestAt, phone, kinds }: NotificationSettings): FormValues => ({
  timeZone: timeZone ?? '',
  isQuiet: quiet !== null,
  quiet: quiet ?? NIGHT,
  digestAt,
  phone: phone ?? '',
  kinds,
});
const inputOf = (version: number, { isQuiet, quiet, timeZone, phone, ...rest }: FormValues): SettingsInput => ({
  ...rest,
  version,
  timeZone: timeZone === '' ? null : timeZone,
  quiet: isQuiet ? quiet : null,
  phone: phone.trim() === '' ? null : phone,
});

/** Of what the member is told, by which ways and when. */
export function NotificationSettingsPage() {
  const texts = notificationsTexts();
  const settings = useQuery(notificationSettingsQuery());
  return (
    <Page>
      <PageTitle>{texts.settingsTitle}</PageTitle>
      <PageHeader title={texts.settingsTitle} description={texts.settingsDescription} />
      <Loaded query={settings} waiting={<FieldsSkeleton label={texts.loading} />}>
        {(data) => <SettingsForm settings={data} reload={async () => (await settings.refetch()).data} />}
      </Loaded>
    </Page>
  );
}

interface SettingsFormProps {
  readonly settings: NotificationSettings;
  readonly reload: () => Promise<NotificationSettings | undefined>;
}
function SettingsForm({ settings, reload }: SettingsFormProps) {
  const texts = notificationsTexts();
  const set = useSetNotificationSettings();
  const frame = useSaveForm<FormValues, NotificationSettings>({
    latest: settings,
    valuesOf,
    save: (values, seen) => set.mutateAsync(inputOf(seen.version, values)),
    reload,
    saved: texts.saved,
  });
  const { form } = frame;
  return (
    <SaveForm frame={frame} label={texts.save}>
      <Section title={texts.ways}>
        <Panel>
          <ul className="divide-y divide-border">
            {settings.reach.map((kind) => (
              <KindRow key={kind} kind={kind} form={form} smsAvailable={settings.smsAvailable} />
            ))}
          </ul>
        </Panel>
      </Section>
      <Section title={texts.times}>
        <Panel className="p-4 sm:p-6">
          <Times form={form} settings={settings} />
        </Panel>
      </Section>
    </SaveForm>
  );
}

interface KindRowProps {
  readonly kind: NotificationKind;
  readonly form: Form;
  readonly smsAvailable: boolean;
}
function KindRow({ kind, form, smsAvailable }: KindRowProps) {
  const texts = notificationsTexts();
  const { label, hint } = texts.kinds[kind];
  const ways = smsAvailable ? (['email', 'sms'] as const) : (['email'] as const);
  return (
    <li>
      <fieldset className="flex flex-wrap items-start gap-x-6 gap-y-3 px-4 py-4 sm:px-6">
        <legend className="sr-only">{label}</legend>
        <div className="min-w-0 flex-1 basis-56">
          <p aria-hidden="true" className="text-sm font-medium">
            {label}
          </p>
          <p className="mt-0.5 text-xs text-text-muted">{hint}</p>
        </div>
        <div className="grid w-full grid-cols-2 items-start gap-3 sm:flex sm:w-auto">
          <Field
            label={texts.inApp}
            className="col-span-2 flex items-center justify-between *:[label]:mb-0 sm:block sm:w-32 sm:*:[label]:mb-1.5"
          >
            {({ id }) => (
              <span className="flex h-11 items-center">
                <Controller
                  control={form.control}
                  name={`kinds.${kind}.inApp`}
                  render={({ field: { value, onChange } }) => (
                    <Switch id={id} checked={value} onCheckedChange={onChange} />
                  )}
                />
              </span>
            )}
          </Field>
          {ways.map((way) => (
            <Field key={way} label={texts[way]} className="sm:w-36">
              {(props) => (
                <Select {...props} {...form.register(`kinds.${kind}.${way}`)}>
                  {(Object.keys(texts.paces) as NotificationPace[]).map((pace) => (
                    <option key={pace} value={pace}>
                      {texts.paces[pace]}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          ))}
        </div>
      </fieldset>
    </li>
  );
}

function Times({ form, settings }: { readonly form: Form; readonly settings: NotificationSettings }) {
  const texts = notificationsTexts();
  const { register, control, formState } = form;
  const { errors } = formState;
  const isQuiet = useWatch({ control, name: 'isQuiet' });
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <Field label={texts.timeZone} error={errors.timeZone?.message}>
        {(props) => <ZoneSelect {...props} {...register('timeZone')} none={texts.siteZone(settings.siteTimeZone)} />}
      </Field>
      <Field label={texts.digestAt} error={errors.digestAt?.message}>
        {(props) => <Input {...props} {...register('digestAt')} type="time" />}
      </Field>
      <div className="flex flex-col gap-3">
        <Field label={texts.quiet} hint={texts.quietHint}>
          {({ id, ...aria }) => (
            <Controller
              control={control}
              name="isQuiet"
              render={({ field: { value, onChange } }) => (
                <Switch id={id} {...aria} checked={value} onCheckedChange={onChange} />
              )}
            />
          )}
        </Field>
        {isQuiet ? (
          <div className="flex gap-3">
            <Field label={texts.from} error={errors.quiet?.from?.message} className="flex-1">
              {(props) => <Input {...props} {...register('quiet.from')} type="time" />}
            </Field>
            <Field label={texts.to} error={errors.quiet?.to?.message} className="flex-1">
              {(props) => <Input {...props} {...register('quiet.to')} type="time" />}
            </Field>
          </div>
        ) : null}
      </div>
      {settings.smsAvailable ? (
        <Field label={texts.phone} hint={texts.phoneHint} error={errors.phone?.message} optional>
          {(props) => <Input {...props} {...register('phone')} type="tel" autoComplete="tel" />}
        </Field>
      ) : (
        <p className="text-sm text-text-muted">{texts.noSms}</p>
      )}
    </div>
  );
}
