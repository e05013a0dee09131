import { NavLink, Outlet } from 'react-router';
import { useSession } from '../../../shared/lib/session.ts';
import { cn } from '../../../shared/lib/cn.ts';
import { Page, PageHeader, PageTitle } from '../../../shared/ui/index.ts';
import { mailsTexts } from '../texts.ts';
import { StandingBanner } from './standing-banner.tsx';

/** The parts of the area, each with an address of its own. */
const parts = [
  { name: 'templates', to: '/dashboard/mails', end: true, needs: null },
  { name: 'sequence', to: '/dashboard/mails/sequence', end: false, needs: null },
  { name: 'sent', to: '/dashboard/mails/sent', end: false, needs: 'mails.read' },
  { name: 'sender', to: '/dashboard/mails/sender', end: false, needs: 'mails.manage' },
] as const;

/** Everything about the mails of a site, one part at a time. */
export function MailsFrame() {
  const texts = mailsTexts();
  const { permissions } = useSession();
  const shown = parts.filter(({ needs }) => needs === null || permissions.includes(needs));
  return (
    <Page className="max-w-5xl">
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader title={texts.title} description={texts.description} />
      <nav aria-label={texts.parts} className="mb-5 flex gap-1 overflow-x-auto border-b border-border">
        {shown.map(({ name, to, end }) => (
          <NavLink
            key={name}
            to={to}
            end={end}
            className={({ isActive }) =>
              cn(
                '-mb-px flex h-11 shrink-0 items-center border-b-2 px-3 text-sm font-medium transition-colors hover:text-text focus-visible:-outline-offset-2',
                isActive ? 'border-primary-text text-text' : 'border-transparent text-text-muted',
              )
            }
          >
            {texts.partNames[name]}
          </NavLink>
        ))}
      </nav>
      {permissions.includes('mails.manage') ? <StandingBanner /> : null}
      <Outlet />
    </Page>
  );
}
