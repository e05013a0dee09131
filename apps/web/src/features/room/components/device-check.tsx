import type { SessionView } from '@stageline/contracts';
import { CameraOff, Mic } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Link } from 'react-router';
import { Button, buttonStyles, Field, Notice, Select } from '../../../shared/ui/index.ts';
import { useDevices } from '../hooks/use-devices.ts';
import { useMicLevel } from '../hooks/use-mic-level.ts';
import type { DeviceChoice, DeviceProblem } from '../lib/devices.ts';
import { VideoTile } from './video-tile.tsx';

interface DeviceCheckProps {
  readonly session: SessionView;
  readonly onEnter: (stream: MediaStream | null, choice: DeviceChoice) => void;
}

/** Before the room: how one looks and sounds, and with which devices. */
export function DeviceCheck({ session, onEnter }: DeviceCheckProps) {
  const devices = useDevices();
  const camera = devices.stream?.getVideoTracks()[0];
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-2xl content-center gap-8 p-4 sm:p-8 lg:grid-cols-[3fr_2fr] lg:items-center lg:gap-12">
      <div>
        <div className="relative aspect-video overflow-hidden rounded-lg bg-black">
          {camera === undefined ? (
            <div className="grid size-full place-items-center p-6 text-center text-sm text-white">
              {devices.problem === null && devices.stream === null ? (
                <p role="status">Waiting for your camera and microphone. Your browser may ask for permission.</p>
              ) : (
                <p className="flex flex-col items-center gap-2">
                  <CameraOff size={20} aria-hidden="true" />
                  No picture
                </p>
              )}
            </div>
          ) : (
            <VideoTile track={camera} label="Your own picture" mirrored className="object-cover" />
          )}
        </div>
        <MicMeter stream={devices.stream} />
      </div>
      <div>
        <p className="text-sm text-text-muted">
          {session.status === 'live' ? 'This masterclass is live' : 'Before you enter'}
        </p>
        <h1 className="display mt-1 text-xl font-semibold wrap-anywhere">{session.title}</h1>
        <div className="mt-6 flex flex-col gap-4">
          {devices.problem === null ? null : <ProblemNotice problem={devices.problem} onRetry={devices.retry} />}
          <DeviceSelect
            label="Camera"
            options={devices.devices.cameras}
            value={camera?.getSettings().deviceId}
            onChange={(cameraId) => devices.choose({ ...devices.choice, cameraId })}
          />
          <DeviceSelect
            label="Microphone"
            options={devices.devices.microphones}
            value={devices.stream?.getAudioTracks()[0]?.getSettings().deviceId}
            onChange={(microphoneId) => devices.choose({ ...devices.choice, microphoneId })}
          />
          <div className="mt-2 flex flex-wrap gap-2">
            <Button
              variant="primary"
              size="lg"
              disabled={devices.stream === null && devices.problem === null}
              onClick={() => onEnter(devices.handOver(), devices.choice)}
            >
              {devices.stream === null && devices.problem !== null ? 'Enter without them' : 'Enter the room'}
            </Button>
            <Link to={`/dashboard/sessions/${session.id}`} className={buttonStyles({ variant: 'ghost', size: 'lg' })}>
              Not now
            </Link>
          </div>
          <p className="text-sm text-text-muted">
            {session.status === 'live'
              ? 'Your audience sees and hears you as soon as you enter.'
              : 'Nobody sees or hears you until you go live.'}
          </p>
        </div>
      </div>
    </main>
  );
}

function MicMeter({ stream }: { stream: MediaStream | null }) {
  const meter = useRef<HTMLDivElement>(null);
  useMicLevel(stream, meter);
  const hasMicrophone = (stream?.getAudioTracks().length ?? 0) > 0;
  return (
    <div className="mt-3 flex items-center gap-3 text-sm text-text-muted">
      <Mic size={16} aria-hidden="true" className="shrink-0" />
      <div ref={meter} aria-hidden="true" className="h-1.5 flex-1 overflow-hidden rounded-full bg-muted">
        <div className="h-full origin-left scale-x-(--level) rounded-full bg-success transition-transform duration-75" />
      </div>
      <span className="shrink-0">{hasMicrophone ? 'Say something: the bar should move' : 'No microphone'}</span>
    </div>
  );
}

interface DeviceSelectProps {
  readonly label: string;
  readonly options: readonly MediaDeviceInfo[];
  readonly value: string | undefined;
  readonly onChange: (deviceId: string) => void;
}

const DeviceSelect = ({ label, options, value, onChange }: DeviceSelectProps) => (
  <Field label={label}>
    {(control) => (
      <Select
        {...control}
        value={value ?? ''}
        disabled={options.length === 0}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.length === 0 ? <option value="">None found yet</option> : null}
        {options.map((device, index) => (
          <option key={device.deviceId} value={device.deviceId}>
            {device.label || `${label} ${index + 1}`}
          </option>
        ))}
      </Select>
    )}
  </Field>
);

const advice: Readonly<Record<DeviceProblem, { title: string; text: ReactNode }>> = {
  denied: {
    title: 'Your browser does not let us use camera and microphone',
    text: 'Press the camera sign beside the address, allow both, and try again.',
  },
  missing: { title: 'No camera or microphone was found', text: 'Connect one and try again.' },
  busy: {
    title: 'Camera or microphone could not be opened',
    text: 'Another program may be using them. Close it and try again.',
  },
  unsupported: {
    title: 'Camera and microphone need a secure address',
    text: 'Open this page by https, or in another browser.',
  },
};

const ProblemNotice = ({ problem, onRetry }: { problem: DeviceProblem; onRetry: () => void }) => (
  <Notice tone="warning">
    <p className="font-medium">{advice[problem].title}</p>
    <p className="mt-1">{advice[problem].text}</p>
    <Button size="sm" className="mt-3" onClick={onRetry}>
      Try again
    </Button>
  </Notice>
);
