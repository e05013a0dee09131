/** Two notes, one after the other: a single one is easily taken for a noise of the machine. */
const NOTES_HZ = [523, 659];
const NOTE_SECONDS = 0.35;
/** Loud enough to be heard, and nobody takes their headphones off. */
const LOUDNESS = 0.2;

/** Plays a short tone on the loudspeakers. Resolves when it is over, or where the browser plays none. */
export async function playTestTone(): Promise<void> {
  const context = new AudioContext();
  await context.resume();
  const loudness = context.createGain();
  loudness.connect(context.destination);
  const begin = context.currentTime;
  let last: OscillatorNode | undefined;
  for (const [index, frequency] of NOTES_HZ.entries()) {
    const at = begin + index * NOTE_SECONDS;
    // Without a soft edge each note begins and ends with a click.
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
    loudness.gain.linearRampToValueAtTime(0, at + NOTE_SECONDS);
    last = new OscillatorNode(context, { frequency });
    last.connect(loudness);
    last.start(at);
    last.stop(at + NOTE_SECONDS);
  }
  await new Promise((resolve) => last?.addEventListener('ended', resolve));
  await context.close();
}
