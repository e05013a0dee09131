import { useSite } from '../../../shared/lib/session.ts';
import { Avatar } from '../../../shared/ui/index.ts';
import { Wordmark } from '../../../shared/ui/wordmark.tsx';
import type { AnyDoor } from '../hooks/use-log-in.ts';
import { authTexts } from '../texts.ts';

/** Whose door this is: the site's name and logo, which lead to its page. */
export function SiteBrand() {
  const { data: site } = useSite();
  const name = site?.profile.siteName ?? authTexts().thisSite;
  return (
    <a href="/" className="inline-flex min-h-11 items-center gap-3 font-semibold text-text">
      <Avatar name={name} src={site?.logoUrl} className="rounded-md" />
      {name}
    </a>
  );
}

/** The platform's own name, which leads to its start page. */
export const PlatformBrand = () => (
  <a href="/" aria-label={authTexts().startPage} className="inline-flex rounded-md">
    <Wordmark />
  </a>
);

/** The wordmark of central administration. */
export const AdminBrand = () => <Wordmark suffix="Admin" />;

export const BrandOf = ({ door }: { readonly door: AnyDoor }) =>
  door === 'auth' ? <SiteBrand /> : door === 'admin' ? <AdminBrand /> : <PlatformBrand />;
