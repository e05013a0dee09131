import type { SiteSettings } from '@stageline/contracts';
import type { UseFormReturn } from 'react-hook-form';
import { Field, Section, Select } from '../../../shared/ui/index.ts';
import type { SettingsResult, SettingsValues } from '../lib/settings-form.ts';
import { BenefitsField } from './benefits-field.tsx';
import { ColourField } from './colour-field.tsx';
import { LineFields } from './line-fields.tsx';
import { LogoField } from './logo-field.tsx';
import { TextField } from './text-fields.tsx';

interface SettingsSectionsProps {
  readonly form: UseFormReturn<SettingsValues, unknown, SettingsResult>;
  readonly logoUrl: string | null;
  readonly onLogoSaved: (settings: SiteSettings) => void;
}

const networks = [
  { name: 'facebook', label: 'Facebook' },
  { name: 'instagram', label: 'Instagram' },
  { name: 'linkedin', label: 'LinkedIn' },
  { name: 'youtube', label: 'YouTube' },
] as const;

/** Everything that can be changed, in the order in which a visitor meets it. */
export function SettingsSections({ form, logoUrl, onLogoSaved }: SettingsSectionsProps) {
  const { register, formState, getValues } = form;
  const control = form.control as unknown as UseFormReturn<SettingsValues>['control'];
  const text = { register, errors: formState.errors };
  return (
    <div className="flex flex-col gap-10">
      <Section title="Look">
        <div className="flex flex-col gap-5">
          <LogoField logoUrl={logoUrl} siteName={getValues('profile.siteName')} onSaved={onLogoSaved} />
          <ColourField control={control} name="theme.primaryColor" label="Main colour" fallback="#3347d6" />
          <ColourField control={control} name="theme.secondaryColor" label="Second colour" fallback="#f2a33a" />
          <Field label="Type">
            {(a11y) => (
              <Select {...a11y} {...register('theme.typePairing')}>
                <option value="modern">Modern</option>
                <option value="editorial">Editorial</option>
                <option value="friendly">Friendly</option>
              </Select>
            )}
          </Field>
        </div>
      </Section>
      <Section title="Texts">
        <div className="flex flex-col gap-5">
          <TextField {...text} name="profile.siteName" label="Name of the site" maxLength={80} />
          <TextField {...text} name="profile.promoterName" label="Your name" maxLength={100} />
          <TextField
            {...text}
            name="profile.headline"
            label="Promise"
            hint="One sentence: what changes for people who come."
            maxLength={120}
          />
          <TextField {...text} name="profile.welcomeMessage" label="Welcome" multiline maxLength={600} />
          <BenefitsField control={control} errors={formState.errors} />
        </div>
      </Section>
      <Section title="Contact">
        <div className="flex flex-col gap-5">
          <TextField {...text} name="profile.contactEmail" label="E-mail" type="email" optional />
          <TextField {...text} name="profile.contactPhone" label="Phone" type="tel" optional />
          {networks.map((network) => (
            <TextField
              key={network.name}
              {...text}
              name={`profile.socialLinks.${network.name}`}
              label={network.label}
              type="url"
              hint="Begins with https://"
              optional
            />
          ))}
        </div>
      </Section>
      <Section title="The line" description="The newest members, as visitors see them.">
        <LineFields control={control} register={register} errors={formState.errors} />
      </Section>
    </div>
  );
}
