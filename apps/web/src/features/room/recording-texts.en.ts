export const en = {
  mark: 'Recording',
  /** On a phone. */
  markShort: 'REC',
  markPaused: 'Recording paused',
  markPausedShort: 'REC paused',
  /** Before the time that it has lasted, for a screen reader. */
  lasts: 'Recording for',
  notice: 'This session is being recorded.',
  noticeText: 'What is said and shown on the stage is kept, and may be shown later.',
  noticeHost: 'You are being recorded. Everybody in the room has been told.',
  /** For screen readers, at the moment. */
  paused: 'Recording paused. What is said and shown now is not kept.',
  resumed: 'The recording goes on.',
  understood: 'Understood',
  start: 'Record',
  starting: 'Starting',
  /** In full: it stands beside the button that ends the session. */
  pause: 'Pause recording',
  resume: 'Resume recording',
  notPaused: 'The recording was not paused',
  notResumed: 'The recording did not resume',
  stop: 'Stop recording',
  stopTitle: 'Stop the recording?',
  stopText: 'What was recorded is kept. A new recording is one of its own.',
  stopConfirm: 'Stop recording',
  goOn: 'Go on',
  notStarted: 'The recording did not start',
  notStopped: 'The recording did not stop',
  noWriter: 'The media server cannot record: ffmpeg is not installed there.',
  trouble: {
    'storage-unavailable': 'The recording waits for storage; nothing is lost',
    'disk-full': 'The recording is interrupted: storage cannot be reached',
  },
};
