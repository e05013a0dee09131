import { type LucideIcon, Megaphone, UsersRound } from 'lucide-react';
import { useDispatch } from 'react-redux';
import { cn } from '../../../shared/lib/cn.ts';
import { offerTexts } from '../offer-texts.ts';
import { type Aside, roomActions, useRoom } from '../slice.ts';
import { stageTexts } from '../stage-texts.ts';

/** What opens the lists of the team in the place of the chat. Attendees have none, and do not wait for them. */
export const AsideButtons = ({ withEngage }: { readonly withEngage: boolean }) => (
  <div className="-me-2 flex items-center">
    {withEngage ? <AsideButton aside="engage" icon={Megaphone} texts={offerTexts().panel} /> : null}
    <AsideButton aside="people" icon={UsersRound} texts={stageTexts().people} />
  </div>
);

interface AsideButtonProps {
  readonly aside: Aside;
  readonly icon: LucideIcon;
  readonly texts: { readonly title: string; readonly show: string; readonly hide: string };
}

/** Opens something in the place of the chat. */
function AsideButton({ aside, icon: Icon, texts }: AsideButtonProps) {
  const dispatch = useDispatch();
  const isOpen = useRoom((room) => room.aside === aside);
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-label={isOpen ? texts.hide : texts.show}
      onClick={() => dispatch(roomActions.asideToggled(aside))}
      className={cn(
        'flex h-11 min-w-11 items-center justify-center gap-1.5 rounded-md px-2 text-sm font-medium transition-colors',
        isOpen ? 'bg-primary-tint text-primary-text' : 'text-text hover:bg-muted',
      )}
    >
      <Icon size={20} aria-hidden="true" />
      <span aria-hidden="true" className="max-sm:hidden">
        {texts.title}
      </span>
    </button>
  );
}
