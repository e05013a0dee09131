import { useQuery } from '@tanstack/react-query';
import { Bell as BellIcon } from 'lucide-react';
import { NavLink } from 'react-router';
import { buttonStyles } from '../../../shared/ui/index.ts';
import { unreadQuery } from '../api/notifications.queries.ts';
import { notificationsTexts } from '../texts.ts';

const MOST = 99;

/** Leads to what the member was told, and says how much of it is new. */
export function Bell() {
  const { data: unread = 0 } = useQuery(unreadQuery());
  const texts = notificationsTexts();
  return (
    <NavLink
      to="/dashboard/notifications"
      aria-label={unread === 0 ? texts.title : texts.bell(unread)}
      className={`${buttonStyles({ variant: 'ghost', size: 'icon' })} relative shrink-0 aria-[current=page]:bg-primary-tint aria-[current=page]:text-primary-text`}
    >
      <BellIcon size={20} aria-hidden="true" />
      {unread === 0 ? null : (
        <span
          aria-hidden="true"
          className="numeric absolute end-0.5 top-0.5 min-w-5 rounded-full bg-primary px-1 text-center text-xs leading-5 font-medium text-on-primary"
        >
          {unread > MOST ? `${MOST}+` : unread}
        </span>
      )}
    </NavLink>
  );
}
