import type { SessionView } from '@stageline/contracts';
import { Link } from 'react-router';
import { Button, buttonStyles } from '../../../shared/ui/index.ts';
import { useDevices } from '../hooks/use-devices.ts';
import type { DeviceChoice } from '../lib/devices.ts';
import { roomTexts } from '../texts.ts';
import { DeviceFields, DevicePreview } from './device-fields.tsx';

interface DeviceCheckProps {
  readonly session: SessionView;
  readonly onEnter: (stream: MediaStream | null, choice: DeviceChoice) => void;
}

/** Before the room: how one looks and sounds, and with which devices. */
export function DeviceCheck({ session, onEnter }: DeviceCheckProps) {
  const texts = roomTexts().check;
  const devices = useDevices();
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-2xl content-center gap-8 p-4 sm:p-8 lg:grid-cols-[3fr_2fr] lg:items-center lg:gap-12">
      <DevicePreview devices={devices} />
      <div>
        <p className="text-sm text-text-muted">{session.status === 'live' ? texts.isLive : texts.before}</p>
        <h1 className="display mt-1 text-xl font-semibold wrap-anywhere">{session.title}</h1>
        <div className="mt-6 flex flex-col gap-4">
          <DeviceFields devices={devices} />
          <div className="mt-2 flex flex-wrap gap-2">
            <Button
              variant="primary"
              size="lg"
              disabled={devices.stream === null && devices.problem === null}
              onClick={() => onEnter(devices.handOver(), devices.choice)}
            >
              {devices.stream === null && devices.problem !== null ? texts.enterWithout : texts.enter}
            </Button>
            <Link to={`/dashboard/sessions/${session.id}`} className={buttonStyles({ variant: 'ghost', size: 'lg' })}>
              {texts.notNow}
            </Link>
          </div>
          <p className="text-sm text-text-muted">
            {session.status === 'live' ? texts.seenAtOnce : texts.unseenUntilLive}
          </p>
        </div>
      </div>
    </main>
  );
}
