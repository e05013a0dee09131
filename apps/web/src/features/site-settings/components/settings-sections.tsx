import { Field, Section, Select } from '../../../shared/ui/index.ts';
import type { ContentForm } from '../lib/content-form.ts';
import { settingsTexts } from '../texts.ts';
import { BenefitsField } from './benefits-field.tsx';
import { BlocksField } from './blocks-field.tsx';
import { ColourField } from './colour-field.tsx';
import { CssField } from './css-field.tsx';
import { LineFields } from './line-fields.tsx';
import { PictureField } from './picture-field.tsx';
import { RegistrationFields } from './registration-fields.tsx';
import { LockNote, useLock, usePolicy } from './policy-context.tsx';
import { TextField } from './text-fields.tsx';
import { VideosField } from './videos-field.tsx';

/** Parts of the editor, in the order in which a visitor meets them. */
export const PARTS = ['look', 'page', 'texts', 'videos', 'form', 'contact', 'line', 'css'] as const;
export type Part = (typeof PARTS)[number];

const networks = [
  { name: 'facebook', label: 'Facebook' },
  { name: 'instagram', label: 'Instagram' },
  { name: 'linkedin', label: 'LinkedIn' },
  { name: 'tiktok', label: 'TikTok' },
  { name: 'x', label: 'X' },
  { name: 'youtube', label: 'YouTube' },
] as const;

interface PartProps {
  readonly form: ContentForm;
}

function LookPart({ form }: PartProps) {
  const texts = settingsTexts();
  const lock = useLock('theme.typePairing');
  const policy = usePolicy();
  const pairings = (['modern', 'editorial', 'friendly'] as const).filter(
    (pairing) => policy.allowedTypePairings.length === 0 || policy.allowedTypePairings.includes(pairing),
  );
  return (
    <Section title={texts.parts.look}>
      <div className="flex flex-col gap-6">
        <PictureField form={form} kind="logo" label={texts.logo} hint={texts.logoHint} />
        <ColourField form={form} name="theme.primaryColor" label={texts.primary} fallback="#3347d6" />
        <ColourField form={form} name="theme.secondaryColor" label={texts.secondary} fallback="#f2a33a" />
        <Field label={texts.type} hint={lock && <LockNote lock={lock} />}>
          {(a11y) => (
            <Select {...a11y} {...form.register('theme.typePairing')} aria-disabled={lock !== undefined || undefined}>
              {(lock === undefined ? pairings : [form.getValues('theme.typePairing') ?? 'modern']).map((pairing) => (
                <option key={pairing} value={pairing}>
                  {texts.types[pairing]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <PictureField form={form} kind="background" label={texts.background} hint={texts.backgroundHint} />
      </div>
    </Section>
  );
}

function TextsPart({ form }: PartProps) {
  const texts = settingsTexts();
  return (
    <Section title={texts.parts.texts}>
      <div className="flex flex-col gap-5">
        <TextField form={form} name="profile.siteName" label={texts.siteName} maxLength={80} />
        <TextField form={form} name="profile.promoterName" label={texts.yourName} maxLength={100} />
        <TextField
          form={form}
          name="profile.promoterId"
          label={texts.promoterId}
          hint={texts.promoterIdHint}
          maxLength={40}
          optional
        />
        <TextField form={form} name="profile.headline" label={texts.promise} hint={texts.promiseHint} maxLength={120} />
        <TextField form={form} name="profile.welcomeMessage" label={texts.welcome} multiline maxLength={600} />
        <BenefitsField form={form} />
      </div>
    </Section>
  );
}

function ContactPart({ form }: PartProps) {
  const texts = settingsTexts();
  return (
    <Section title={texts.parts.contact}>
      <div className="flex flex-col gap-5">
        <TextField form={form} name="profile.contactEmail" label={texts.email} type="email" optional />
        <TextField form={form} name="profile.contactPhone" label={texts.phoneNumber} type="tel" optional />
        {networks.map(({ name, label }) => (
          <TextField
            key={name}
            form={form}
            name={`profile.socialLinks.${name}`}
            label={label}
            type="url"
            hint={texts.such(`${name}.com/name`)}
            optional
          />
        ))}
      </div>
    </Section>
  );
}

/** One part of the editor. */
export function SettingsPart({
  part,
  form,
  maySimulate,
}: PartProps & { readonly part: Part; readonly maySimulate: boolean }) {
  const texts = settingsTexts();
  switch (part) {
    case 'look':
      return <LookPart form={form} />;
    case 'page':
      return (
        <Section title={texts.parts.page} description={texts.pageHint}>
          <BlocksField form={form} />
        </Section>
      );
    case 'texts':
      return <TextsPart form={form} />;
    case 'videos':
      return (
        <Section title={texts.parts.videos} description={texts.videosHint}>
          <VideosField form={form} />
        </Section>
      );
    case 'form':
      return <RegistrationFields form={form} />;
    case 'contact':
      return <ContactPart form={form} />;
    case 'line':
      return (
        <Section title={texts.parts.line} description={texts.lineHint}>
          <LineFields form={form} maySimulate={maySimulate} />
        </Section>
      );
    case 'css':
      return <CssField form={form} />;
  }
}
