import { CalendarPlus, ExternalLink, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { setColourMode } from '../../theme/apply-theme.ts';
import type { Command } from './commands.ts';
import { adminNav, navFor, type NavItem } from './nav-items.ts';

const destinations = (items: readonly NavItem[], go: (to: string) => void): Command[] =>
  items.map(({ to, label, keywords, icon }) => ({
    id: to.replaceAll('/', '-'),
    label,
    keywords: `go to open ${keywords}`,
    icon,
    run: () => go(to),
  }));

const everywhere = (logOut: () => void): Command[] => [
  {
    id: 'light',
    label: 'Light appearance',
    keywords: 'theme mode bright',
    icon: Sun,
    run: () => setColourMode('light'),
  },
  { id: 'dark', label: 'Dark appearance', keywords: 'theme mode night', icon: Moon, run: () => setColourMode('dark') },
  {
    id: 'system',
    label: 'Appearance like this device',
    keywords: 'theme mode system',
    icon: Monitor,
    run: () => setColourMode('system'),
  },
  { id: 'log-out', label: 'Log out', keywords: 'sign out leave exit', icon: LogOut, run: logOut },
];

/** Everything that somebody who may call these operations can do from the palette of a site. */
export function useTenantCommands(operations: readonly string[], logOut: () => void): readonly Command[] {
  const navigate = useNavigate();
  return useMemo(() => {
    const go = (to: string) => void navigate(to);
    const plan: Command = {
      id: 'plan',
      label: 'Plan a masterclass',
      keywords: 'new create add session event date',
      icon: CalendarPlus,
      run: () => go('/dashboard/sessions?plan=1'),
    };
    const view: Command = {
      id: 'view',
      label: 'View your site',
      keywords: 'open landing page public',
      icon: ExternalLink,
      run: () => window.open('/', '_blank', 'noreferrer'),
    };
    return [
      ...destinations(navFor(operations), go),
      ...(operations.includes('sessions.create') ? [plan] : []),
      view,
      ...everywhere(logOut),
    ];
  }, [operations, logOut, navigate]);
}

/** Everything that a central administrator can do from the palette. */
export function useAdminCommands(logOut: () => void): readonly Command[] {
  const navigate = useNavigate();
  return useMemo(
    () => [...destinations(adminNav, (to) => void navigate(to)), ...everywhere(logOut)],
    [logOut, navigate],
  );
}
