/** Where sound may be cut without cutting a word. */
export interface SpeechCut {
  /** Samples up to here are whole; what comes after waits for more. 0 where nothing may be cut yet. */
  readonly end: number;
  /** Whether anybody speaks in what is whole. */
  readonly isSpoken: boolean;
}

export interface CutRules {
  readonly sampleRate: number;
  /** Nothing longer waits. */
  readonly longestMs: number;
  /** Nothing comes after it: all of it is whole. */
  readonly isOver?: boolean;
}

const FRAME_MS = 20;
/** A pause within a word is shorter: the closure of a plosive lasts 50 to 150 ms. */
const PAUSE_MS = 240;
/** Shorter stretches of sound are a click or a breath. */
const LEAST_SPEECH_MS = 100;
/** Below this a frame is quiet whatever else there is (about −55 dBFS), and one below half of it is silence. */
const QUIET_LEVEL = 60;

/**
 * Finds the last pause in a stretch of speech, as people pause between sentences and phrases. Where nobody pauses for
 * `longestMs`, the quietest place of its second half has to do.
 * @param samples of one channel, 16 bits
 */
export function cutSpeech(samples: Int16Array, { sampleRate, longestMs, isOver = false }: CutRules): SpeechCut {
  const size = Math.round((sampleRate * FRAME_MS) / 1000);
  const levels = levelsOf(samples, size);
  if (levels.length === 0) return { end: 0, isSpoken: false };
  const limit = quietBelow(levels);
  const pause = isOver ? levels.length : lastPause(levels, limit);
  if (pause !== null) return upTo(pause);
  if (levels.length * FRAME_MS < longestMs) return { end: 0, isSpoken: false };
  return upTo(quietestOf(levels));

  function upTo(frame: number): SpeechCut {
    const spoken = levels.slice(0, frame).filter((level) => level >= limit).length;
    // What is less than a frame at the end goes with it.
    const end = frame >= levels.length ? samples.length : frame * size;
    return { end, isSpoken: spoken * FRAME_MS >= LEAST_SPEECH_MS };
  }
}

/** Of each frame, as the root of its mean square. */
function levelsOf(samples: Int16Array, size: number): number[] {
  return Array.from({ length: Math.floor(samples.length / size) }, (_, frame) => {
    let sum = 0;
    for (let at = frame * size; at < (frame + 1) * size; at += 1) sum += samples[at]! ** 2;
    return Math.sqrt(sum / size);
  });
}

/** Well below the voice, and above the noise of the room. */
function quietBelow(levels: readonly number[]): number {
  const sorted = levels.toSorted((a, b) => a - b);
  const [noise, voice] = [sorted[Math.floor(sorted.length * 0.1)]!, sorted[Math.floor(sorted.length * 0.95)]!];
  return Math.max(QUIET_LEVEL, Math.min(Math.max(voice * 0.12, noise * 1.6), voice * 0.5));
}

/** The frame after which the words before the last pause are over; null where there is none. */
function lastPause(levels: readonly number[], limit: number): number | null {
  const least = PAUSE_MS / FRAME_MS;
  for (let end = levels.length; end >= least;) {
    let begin = end;
    while (begin > 0 && levels[begin - 1]! < limit) begin -= 1;
    // One at the very beginning has no words before it, unless there is nothing else.
    if (end - begin >= least) {
      if (end === levels.length) return end;
      return begin === 0 ? null : Math.round((begin + end) / 2);
    }
    end = begin === end ? end - 1 : begin;
  }
  return null;
}

/** In the second half, so that what is cut off is worth it. */
function quietestOf(levels: readonly number[]): number {
  let best = levels.length;
  for (let frame = Math.floor(levels.length / 2); frame < levels.length; frame += 1) {
    const around = (at: number) => (levels[at - 1] ?? 0) + levels[at]! + (levels[at + 1] ?? levels[at]!);
    if (best === levels.length || around(frame) < around(best)) best = frame;
  }
  return best;
}
