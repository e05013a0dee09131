import { EyeOff } from 'lucide-react';
import { Badge } from '../../../shared/ui/index.ts';
import { type RoomState, useRoom } from '../slice.ts';
import { stageTexts } from '../stage-texts.ts';

const isBackstage = ({ status, role, standing }: RoomState): boolean =>
  status === 'scheduled' && role !== 'observer' && (role !== 'attendee' || standing === 'panelist');

/** At the head of the room: the audience neither sees nor hears those who meet before it is live. */
export function BackstageBadge() {
  const texts = stageTexts().backstage;
  if (!useRoom(isBackstage)) return null;
  return (
    <span title={texts.unseen}>
      <Badge tone="warning">
        {texts.badge}
        <span className="sr-only">: {texts.unseen}</span>
      </Badge>
    </span>
  );
}

/** The same in words, while nobody else is there whose name it could lie on. */
export function BackstageNote() {
  const isShown = useRoom((room) => isBackstage(room) && room.remoteTracks.length === 0);
  if (!isShown) return null;
  return (
    <p className="pointer-events-none absolute inset-x-0 bottom-3 z-10 flex justify-center px-3">
      <span className="flex items-center gap-2 rounded-full bg-black/75 px-4 py-2 text-center text-sm text-white">
        <EyeOff size={16} aria-hidden="true" className="shrink-0" />
        {stageTexts().backstage.unseen}
      </span>
    </p>
  );
}
