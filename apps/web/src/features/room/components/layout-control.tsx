import type { StageLayout } from '@stageline/contracts';
import { LayoutGrid, Presentation, UserRound } from 'lucide-react';
import { useState } from 'react';
import { Menu, MenuLabel, MenuRadioGroup, MenuRadioItem, MenuSeparator, toast } from '../../../shared/ui/index.ts';
import { problemWords } from '../lib/room-problem.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { tilesOf } from '../lib/stage-tiles.ts';
import { useRoom } from '../slice.ts';
import { stageTexts } from '../stage-texts.ts';
import { Control } from './control-bar.tsx';

const ICONS = { grid: LayoutGrid, speaker: UserRound, screen: Presentation } as const;
const MODES = ['grid', 'speaker', 'screen'] as const;

/** How the stage is shown to everybody, and who of those on it is large. */
export function LayoutControl({ session }: { session: RoomSession }) {
  const texts = stageTexts().layout;
  const layout = useRoom((room) => room.layout);
  const tracks = useRoom((room) => room.remoteTracks);
  const [isBusy, setIsBusy] = useState(false);
  const people = [
    { identity: session.identity, name: stageTexts().nameOfYou(session.displayName) },
    ...tilesOf(tracks).map(({ identity, displayName: name }) => ({ identity, name })),
  ];
  const choose = async (next: StageLayout) => {
    setIsBusy(true);
    try {
      await session.setLayout(next);
    } catch (error) {
      toast.error(texts.failed, { description: problemWords(error) });
    } finally {
      setIsBusy(false);
    }
  };
  const spotlight = layout.mode === 'grid' ? '' : (layout.spotlight ?? session.identity);
  return (
    <Menu align="center" trigger={<Control icon={ICONS[layout.mode]} label={texts.title} disabled={isBusy} />}>
      <MenuLabel>{texts.forAll}</MenuLabel>
      <MenuRadioGroup
        value={layout.mode}
        onValueChange={(mode) =>
          void choose({
            mode: mode as StageLayout['mode'],
            spotlight: layout.spotlight ?? (mode === 'grid' ? null : session.identity),
          })
        }
      >
        {MODES.map((mode) => (
          <MenuRadioItem key={mode} value={mode}>
            {texts.modes[mode]}
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
      <MenuSeparator />
      <MenuLabel>{texts.large}</MenuLabel>
      <MenuRadioGroup
        value={spotlight}
        onValueChange={(identity) =>
          void choose({ mode: layout.mode === 'grid' ? 'speaker' : layout.mode, spotlight: identity })
        }
      >
        {people.map(({ identity, name }) => (
          <MenuRadioItem key={identity} value={identity}>
            <span className="truncate">{name}</span>
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
    </Menu>
  );
}
