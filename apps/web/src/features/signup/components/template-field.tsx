import { useQuery } from '@tanstack/react-query';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { call } from '../../../shared/lib/api.ts';
import { signupTexts } from '../texts.ts';

/** What the site begins with; asked only where there is more than one answer. The first one is taken when nobody chooses. */
export function TemplateField({ registration }: { readonly registration: () => UseFormRegisterReturn }) {
  const choices = useQuery({
    queryKey: ['template-choices'],
    queryFn: ({ signal }) => call('templates.choices', { signal }),
    staleTime: Infinity,
  });
  const items = choices.data?.items ?? [];
  if (items.length < 2) return null;
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium text-text">{signupTexts().beginWith}</legend>
      <div className="flex flex-col gap-2">
        {items.map(({ key, name, description }, index) => (
          <label
            key={key}
            className="flex min-h-11 cursor-pointer items-start gap-3 rounded-md border border-border p-3 transition-colors hover:border-text-muted has-checked:border-primary has-checked:bg-primary-tint has-focus-visible:outline-2 has-focus-visible:outline-ring"
          >
            <input
              type="radio"
              value={key}
              defaultChecked={index === 0}
              {...registration()}
              className="mt-0.5 size-5 shrink-0 accent-primary"
            />
            <span className="min-w-0">
              <span className="block font-medium wrap-anywhere">{name}</span>
              <span className="block text-sm wrap-anywhere text-text-muted">{description}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
