import type { DomainView } from '@stageline/contracts';
import { startTransition, useOptimistic } from 'react';
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
  const [chosen, showChosen] = useOptimistic(domains.find(({ isPrimary }) => isPrimary)?.id ?? null);
  const choices = domains.filter(({ state, isPrimary }) => state === 'live' || isPrimary);
  if (choices.length === 0) return null;
  const options = [{ id: null, host: siteHost }, ...choices.map(({ id, displayHost }) => ({ id, host: displayHost }))];
  const pick = ({ id, host }: (typeof options)[number]) =>
    // Shown within the click itself: the cache tells its readers a task later, and until then React would put the
    // radio back to where it was.
    startTransition(async () => {
      showChosen(id);
      await choose
        .mutateAsync(id)
        .then(() => toast(texts.mainChosen(host)))
        .catch(({ message }: Error) => toast.error(texts.mainNotChosen, { description: message }));
    });
  return (
    <Section title={texts.mainAddress} description={texts.mainAddressHint} className="mb-8">
      <fieldset>
        <legend className="sr-only">{texts.mainAddress}</legend>
        {options.map((option) => (
          <label key={option.host} className="flex min-h-11 cursor-pointer items-center gap-3 py-1">
            <input
              type="radio"
              name="main-address"
              className="size-5 shrink-0 accent-primary"
              checked={option.id === chosen}
              onChange={() => pick(option)}
            />
            <span className="min-w-0 break-all">{option.host}</span>
          </label>
        ))}
      </fieldset>
    </Section>
  );
}
