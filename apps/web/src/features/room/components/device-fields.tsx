import { CameraOff, Mic, Volume2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button, Field, Notice, Select } from '../../../shared/ui/index.ts';
import type { useDevices } from '../hooks/use-devices.ts';
import { useMicLevel } from '../hooks/use-mic-level.ts';
import { playTestTone } from '../lib/test-tone.ts';
import type { DeviceProblem } from '../lib/devices.ts';
import { roomTexts } from '../texts.ts';
import { VideoTile } from './video-tile.tsx';

type Devices = ReturnType<typeof useDevices>;

/** How one looks and sounds. */
export function DevicePreview({ devices }: { devices: Devices }) {
  const texts = roomTexts().check;
  const camera = devices.stream?.getVideoTracks()[0];
  return (
    <div>
      <div className="relative aspect-video overflow-hidden rounded-lg bg-black">
        {camera === undefined ? (
          <div className="grid size-full place-items-center p-6 text-center text-sm text-white">
            {devices.problem === null && devices.stream === null ? (
              <p role="status">{texts.waiting}</p>
            ) : (
              <p className="flex flex-col items-center gap-2">
                <CameraOff size={20} aria-hidden="true" />
                {texts.noPicture}
              </p>
            )}
          </div>
        ) : (
          <VideoTile track={camera} label={texts.ownPicture} mirrored className="object-cover" />
        )}
      </div>
      <MicMeter stream={devices.stream} />
    </div>
  );
}

/** With which devices, and what to do where there are none. */
export function DeviceFields({ devices }: { devices: Devices }) {
  const texts = roomTexts().check;
  return (
    <>
      {devices.problem === null ? null : <ProblemNotice problem={devices.problem} onRetry={devices.retry} />}
      <DeviceSelect
        label={texts.camera}
        options={devices.devices.cameras}
        value={devices.stream?.getVideoTracks()[0]?.getSettings().deviceId}
        onChange={(cameraId) => devices.choose({ ...devices.choice, cameraId })}
      />
      <DeviceSelect
        label={texts.microphone}
        options={devices.devices.microphones}
        value={devices.stream?.getAudioTracks()[0]?.getSettings().deviceId}
        onChange={(microphoneId) => devices.choose({ ...devices.choice, microphoneId })}
      />
      <SpeakerTest />
    </>
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
      <span className="shrink-0">{hasMicrophone ? roomTexts().check.speak : roomTexts().check.noMicrophone}</span>
    </div>
  );
}

/** Whether one hears the others: which loudspeaker plays, the browser or the system decides. */
function SpeakerTest() {
  const texts = roomTexts().check;
  const [isPlaying, setIsPlaying] = useState(false);
  const play = () => {
    setIsPlaying(true);
    void playTestTone().finally(() => setIsPlaying(false));
  };
  return (
    <div className="flex items-center justify-between gap-3 text-sm">
      <p role="status" className="text-text-muted">
        {isPlaying ? texts.tonePlays : texts.speaker}
      </p>
      <Button size="sm" disabled={isPlaying} onClick={play}>
        <Volume2 size={16} aria-hidden="true" />
        {texts.testTone}
      </Button>
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
        {options.length === 0 ? <option value="">{roomTexts().check.noneFound}</option> : null}
        {options.map((device, index) => (
          <option key={device.deviceId} value={device.deviceId}>
            {device.label || roomTexts().check.device(label, index + 1)}
          </option>
        ))}
      </Select>
    )}
  </Field>
);

const ProblemNotice = ({ problem, onRetry }: { problem: DeviceProblem; onRetry: () => void }) => (
  <Notice tone="warning">
    <p className="font-medium">{roomTexts().check.problems[problem].title}</p>
    <p className="mt-1">{roomTexts().check.problems[problem].text}</p>
    <Button size="sm" className="mt-3" onClick={onRetry}>
      {roomTexts().tryAgain}
    </Button>
  </Notice>
);
