import { CalendarPlus, ExternalLink, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { setColourMode } from '../../theme/apply-theme.ts';
import type { Command } from './commands.ts';
import { navFor } from './nav-items.ts';

/** Everything that somebody with these permissions can do from the palette. */
export function useCommands(permissions: readonly string[], logOut: () => void): readonly Command[] {
  const navigate = useNavigate();
  return useMemo(() => {
    const go = (to: string) => () => void navigate(to);
    const destinations = navFor(permissions).map(
      (item): Command => ({ id: item.to.replaceAll('/', '-'), label: item.label, keywords: `go to open ${item.keywords}`, icon: item.icon, run: go(item.to) }),
    );
    const plan: Command = {
      id: 'plan',
      label: 'Plan a masterclass',
      keywords: 'new create add session event date',
      icon: CalendarPlus,
      run: go('/dashboard/sessions?plan=1'),
    };
    return [
      ...destinations,
      ...(permissions.includes('sessions.create') ? [plan] : []),
      { id: 'view', label: 'View your site', keywords: 'open landing page public', icon: ExternalLink, run: () => window.open('/', '_blank', 'noreferrer') },
      { id: 'light', label: 'Light appearance', keywords: 'theme mode bright', icon: Sun, run: () => setColourMode('light') },
      { id: 'dark', label: 'Dark appearance', keywords: 'theme mode night', icon: Moon, run: () => setColourMode('dark') },
      { id: 'system', label: 'Appearance like this device', keywords: 'theme mode system light dark', icon: Monitor, run: () => setColourMode('system') },
      { id: 'log-out', label: 'Log out', keywords: 'sign out leave exit', icon: LogOut, run: logOut },
    ];
  }, [permissions, logOut, navigate]);
}
