import { count } from '../../shared/i18n/index.ts';

export const en = {
  title: 'Recordings',
  description: 'What was recorded of this masterclass. Recording begins and ends in the room.',
  emptyTitle: 'No recordings yet',
  empty: 'Press Record in the room while you are live. Everybody there is told.',
  startedAt: (day: string, time: string) => `${day}, ${time}`,
  by: (name: string) => `by ${name}`,
  state: { recording: 'Recording', processing: 'Processing', ready: 'Ready', failed: 'Failed' },
  paused: 'Paused',
  /** Offsets from its start, as on a clock. */
  pausedSince: (at: string) => `paused since ${at}`,
  pausedFor: (at: string, length: string) => `paused at ${at} for ${length}`,
  morePauses: (amount: number) => count(amount, { one: '# further pause', other: '# further pauses' }),
  /** While the last segments are on their way. */
  collecting: 'Bringing the last seconds home',
  progress: (percent: number) => `${percent} % done`,
  eta: (wait: string) => `about ${wait} left`,
  failure: {
    'no-writer': 'The media server could not record: ffmpeg is not installed there.',
    'nothing-recorded': 'Nobody sent picture or sound while it ran.',
    'composite-failed': 'The film could not be made. What was recorded is kept.',
    'segments-missing': 'Parts of the recording could not be found.',
  },
  trouble: {
    'storage-unavailable': 'It waits for storage; nothing is lost.',
    'disk-full': 'It is interrupted: storage cannot be reached.',
  },
  gaps: (amount: number, seconds: string) => `${count(amount, { one: '# gap', other: '# gaps' })}, ${seconds} missing`,
  transcript: 'Transcript',
  remove: 'Delete',
  /** After the word of a button or link, for a screen reader. */
  ofRecording: (when: string) => ` the recording of ${when}`,
  removeTitle: 'Delete this recording?',
  removeText: 'Its files are removed for good, and nobody can watch it any more.',
  removeConfirm: 'Delete recording',
  removed: 'The recording is deleted',
};
