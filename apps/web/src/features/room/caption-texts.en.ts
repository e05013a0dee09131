export const en = {
  control: 'Captions',
  show: 'Show captions',
  hide: 'Hide captions',
  /** What the place beneath the picture is called. */
  region: 'Automatic captions',
  waiting: 'Automatic captions: words appear some seconds after they are said, and may be wrong.',
  notRecorded: 'Captions come while the session is recorded.',
  trouble: {
    behind: 'The captions are behind: some words were left out.',
    failed: 'The captions are interrupted. They go on by themselves.',
  },
  /** The same for hosts. */
  hostTrouble: {
    behind: 'Captions are behind: more is said than the server recognises in time. Some words were left out.',
    failed: 'Captions are interrupted: the speech recogniser does not answer. The room and the recording go on.',
  },
  list: 'What was said',
  listNote: 'Written by a machine. What it is not sure of is underlined.',
  empty: 'Nothing yet.',
  unsure: '(not sure)',
  forAll: 'Captions for everybody',
  forAllText:
    'Made by a machine from what is said on the stage, while the session is recorded. Each viewer shows or hides them.',
  forMe: 'Show them to me',
  unavailable: {
    'no-recogniser': 'This platform recognises no speech, so there are no captions.',
    'unsupported-language': 'The speech recogniser here does not understand the language of this masterclass.',
  },
  notChanged: 'The captions were not changed',
};
