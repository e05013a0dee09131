import { Camera, CameraOff, Mic, MicOff, ScreenShare, ScreenShareOff } from 'lucide-react';
import { toast } from '../../../shared/ui/index.ts';
import { canShareScreen, DeviceError } from '../lib/devices.ts';
import { problemWords } from '../lib/room-problem.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { useRoom } from '../slice.ts';
import { stageTexts } from '../stage-texts.ts';
import { roomTexts } from '../texts.ts';
import { Control } from './control-bar.tsx';

/** Says that camera or microphone are not on their way, and why. */
export const sendFailed = (error: unknown): void => {
  toast.error(roomTexts().host.notSent, { description: problemWords(error) });
};

/** Microphone, camera and, where the browser can, the screen of somebody who may send. */
export function MediaControls({ session }: { session: RoomSession }) {
  const { controls, host: texts } = roomTexts();
  const stage = stageTexts().controls;
  const sending = useRoom((room) => room.sending);
  const isReady = useRoom((room) => room.media === 'open');
  const microphoneOn = sending.includes('microphone');
  const cameraOn = sending.includes('camera');
  const switchMicrophone = () => session.local.setMicrophone(!microphoneOn).catch(sendFailed);
  const switchCamera = () =>
    session.local.setCamera(!cameraOn).catch((error: unknown) => {
      if (error instanceof DeviceError) toast.error(texts.cameraFailed, { description: texts.cameraBusy });
      else sendFailed(error);
    });
  const sharesScreen = sending.includes('screen');
  const switchScreen = () =>
    (sharesScreen ? session.local.stopScreen() : session.local.shareScreen()).catch((error: unknown) =>
      toast.error(stage.screenFailed, { description: problemWords(error) }),
    );
  return (
    <>
      <Control
        icon={microphoneOn ? Mic : MicOff}
        label={microphoneOn ? controls.mute : controls.unmute}
        tone={microphoneOn ? 'quiet' : 'off'}
        disabled={!isReady}
        onClick={() => void switchMicrophone()}
      />
      <Control
        icon={cameraOn ? Camera : CameraOff}
        label={cameraOn ? controls.cameraOff : controls.cameraOn}
        tone={cameraOn ? 'quiet' : 'off'}
        disabled={!isReady}
        onClick={() => void switchCamera()}
      />
      {canShareScreen() ? (
        <Control
          icon={sharesScreen ? ScreenShareOff : ScreenShare}
          label={sharesScreen ? stage.stopScreen : stage.shareScreen}
          disabled={!isReady}
          onClick={() => void switchScreen()}
          // A phone has no room for it, and no browser there that could.
          className="max-sm:hidden"
        />
      ) : null}
    </>
  );
}
