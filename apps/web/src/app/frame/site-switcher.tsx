import { queryOptions, useQuery } from '@tanstack/react-query';
import { ArrowLeftRight, Check } from 'lucide-react';
import { call } from '../../shared/lib/api.ts';
import { handOverTo } from '../../shared/lib/hand-over.ts';
import { frameKeys } from '../../shared/lib/frame-keys.ts';
import { MenuItem, MenuLabel, MenuSeparator, toast } from '../../shared/ui/index.ts';
import type { en } from './user-menu.en.ts';

const mySitesQuery = queryOptions({
  queryKey: frameKeys.mySites(),
  queryFn: ({ signal }) => call('my-sites.list', { signal }),
  staleTime: 5 * 60_000,
});

/** The person's other sites, one tap away by a hand-over; nothing for somebody who has one. */
export function SiteSwitcher({ texts }: { readonly texts: Pick<typeof en, 'sites' | 'switchFailed'> }) {
  const sites = useQuery(mySitesQuery).data?.items ?? [];
  if (sites.length < 2) return null;
  const open = async (slug: string): Promise<void> => {
    try {
      const { url, handoverToken } = await call('my-sites.open', { body: { slug } });
      handOverTo(url, handoverToken);
    } catch (error) {
      toast.error(texts.switchFailed, error instanceof Error ? { description: error.message } : {});
    }
  };
  return (
    <>
      <MenuLabel>{texts.sites}</MenuLabel>
      {/* However many there are, the rest of the menu stays in sight. */}
      <div className="max-h-60 overflow-y-auto">
        {sites.map(({ slug, name, current }) => (
          <MenuItem key={slug} disabled={current} onSelect={() => void open(slug)}>
            {current ? <Check size={16} aria-hidden="true" /> : <ArrowLeftRight size={16} aria-hidden="true" />}
            <span className="max-w-56 truncate">{name}</span>
          </MenuItem>
        ))}
      </div>
      <MenuSeparator />
    </>
  );
}
