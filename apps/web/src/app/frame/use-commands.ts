import { CalendarPlus, ExternalLink, LogOut, Monitor, Moon, ShieldCheck, Sun } from 'lucide-react';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { setColourMode } from '../../theme/colour-mode.ts';
import type { Command } from './commands.ts';
import { adminNav, navFor, type NavItem, navTexts } from './nav-items.ts';

const destinations = (items: readonly NavItem[], go: (to: string) => void): Command[] =>
  items.map(({ to, label, keywords, icon }) => ({
    id: to.replaceAll('/', '-'),
    label,
    keywords: `${navTexts().goToKeywords} ${keywords}`,
    icon,
    run: () => go(to),
  }));

const security = (run: () => void): Command => ({
  id: 'security',
  ...navTexts().commands.security,
  icon: ShieldCheck,
  run,
});

const everywhere = (logOut: () => void): Command[] => [
  {
    id: 'light',
    ...navTexts().commands.light,
    icon: Sun,
    run: () => setColourMode('light'),
  },
  { id: 'dark', ...navTexts().commands.dark, icon: Moon, run: () => setColourMode('dark') },
  {
    id: 'system',
    ...navTexts().commands.system,
    icon: Monitor,
    run: () => setColourMode('system'),
  },
  { id: 'log-out', ...navTexts().commands.logOut, icon: LogOut, run: logOut },
];

/** Everything that somebody who may call these operations can do from the palette of a site. */
export function useTenantCommands(operations: readonly string[], logOut: () => void): readonly Command[] {
  const navigate = useNavigate();
  return useMemo(() => {
    const go = (to: string) => void navigate(to);
    const plan: Command = {
      id: 'plan',
      ...navTexts().commands.plan,
      icon: CalendarPlus,
      run: () => go('/dashboard/sessions?plan=1'),
    };
    const view: Command = {
      id: 'view',
      ...navTexts().commands.view,
      icon: ExternalLink,
      run: () => window.open('/', '_blank', 'noreferrer'),
    };
    return [
      ...destinations(navFor(operations), go),
      ...(operations.includes('sessions.create') ? [plan] : []),
      view,
      security(() => go('/dashboard/security')),
      ...everywhere(logOut),
    ];
  }, [operations, logOut, navigate]);
}

/** Everything that a central administrator can do from the palette. */
export function useAdminCommands(operations: readonly string[], logOut: () => void): readonly Command[] {
  const navigate = useNavigate();
  return useMemo(
    () => [
      ...destinations(adminNav(operations), (to) => void navigate(to)),
      security(() => void navigate('/security')),
      ...everywhere(logOut),
    ],
    [operations, logOut, navigate],
  );
}
