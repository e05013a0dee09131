import type { DomainView } from '@stageline/contracts';
import { Section, toast } from '../../../shared/ui/index.ts';
import { useChoosePrimary } from '../api/domains.queries.ts';
import { domainsTexts } from '../texts.ts';

interface MainAddressProps {
  readonly siteHost: string;
  readonly domains: readonly DomainView[];
}

/** Where visitors are led, of all addresses that are live. */
export function MainAddress({ siteHost, domains }: MainAddressProps) {
  const texts = domainsTexts();
  const choose = useChoosePrimary();
  const choices = domains.filter(({ state, isPrimary }) => state === 'live' || isPrimary);
  if (choices.length === 0) return null;
  const options = [{ id: null, host: siteHost }, ...choices.map(({ id, displayHost }) => ({ id, host: displayHost }))];
  const chosen = choices.find(({ isPrimary }) => isPrimary)?.id ?? null;
  return (
    <Section title={texts.mainAddress} description={texts.mainAddressHint} className="mb-8">
      <fieldset>
        <legend className="sr-only">{texts.mainAddress}</legend>
        {options.map(({ id, host }) => (
          <label key={host} className="flex min-h-11 cursor-pointer items-center gap-3 py-1">
            <input
              type="radio"
              name="main-address"
              className="size-5 shrink-0 accent-primary"
              checked={id === chosen}
              onChange={() =>
                choose.mutate(id, {
                  onSuccess: () => toast(texts.mainChosen(host)),
                  onError: ({ message }) => toast.error(texts.mainNotChosen, { description: message }),
                })
              }
            />
            <span className="min-w-0 break-all">{host}</span>
          </label>
        ))}
      </fieldset>
    </Section>
  );
}
