import type { ReplayView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { momentsQuery } from '../api/replay.queries.ts';
import { usePlayer } from '../hooks/use-player.ts';
import { useWatched } from '../hooks/use-watched.ts';
import { Beside } from './beside.tsx';
import { FilmOffers } from './film-offers.tsx';
import { PlayerFrame } from './player-frame.tsx';

interface WatchProps {
  readonly replay: ReplayView;
  /** Where it begins: what a link asks for, or where its viewer was. */
  readonly startMs: number;
  readonly onPosition: (positionMs: number) => void;
  /** The film plays no more: another grant is needed. @returns whether there is one */
  readonly onLost: () => Promise<boolean>;
}

/** Nobody wants to go on at the very end. */
const END_MS = 10_000;
/** So often another address is asked for before it is said that it does not play. */
const MOST_TRIES = 3;

/** The film with what happened in it beside it; on a phone beneath it. */
export function Watch({ replay, startMs: wanted, onPosition, onLost }: WatchProps) {
  const { durationMs, playlistUrl: url, grant, counted } = replay;
  const [startMs] = useState(wanted < durationMs - END_MS ? wanted : 0);
  const [tries, setTries] = useState(0);
  const lost = useCallback(() => setTries((before) => before + 1), []);
  const player = usePlayer({ url, startMs, durationMs, onLost: lost });
  const moments = useQuery(momentsQuery(grant));
  useWatched({ video: player.video, grant, counted, onPosition });
  const again = useCallback(() => {
    void onLost().then((found) => found && setTries(0));
  }, [onLost]);
  return (
    <div className="grid min-h-0 flex-1 content-start lg:grid-cols-[minmax(0,1fr)_22rem] lg:content-stretch">
      <div className="max-lg:sticky max-lg:top-0 max-lg:z-10 lg:overflow-y-auto lg:p-5">
        <PlayerFrame
          player={player}
          replay={replay}
          startMs={startMs}
          isLost={tries > 0}
          isGivenUp={tries > MOST_TRIES}
          onAgain={again}
        />
        <FilmOffers offers={moments.data?.offers ?? []} positionMs={player.state.positionMs} grant={grant} />
      </div>
      <Beside
        moments={moments}
        chapters={replay.chapters}
        positionMs={player.state.positionMs}
        onGoTo={(ms) => {
          player.act.seek(ms);
          player.act.play();
        }}
      />
    </div>
  );
}
