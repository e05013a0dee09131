import { spawn } from 'node:child_process';
import os from 'node:os';
import { createInterface } from 'node:readline';
import { IntegrationError } from '../kit/errors.ts';
import type { TranscriptionPort, Utterance } from './port.ts';

export interface EmbeddedTranscriptionOptions {
  /** The program; Debian's package `pocketsphinx`, with the model of `pocketsphinx-en-us`. Default: on PATH. */
  readonly program?: string;
}

/** Less urgent than whatever serves people. */
const NICENESS = 10;

/** A word with its times: `welcome 1.110 1.590 0.145363`. The line of an utterance's whole text has no numbers. */
const WORD = /^(\S+) (\d+\.\d+) (\d+\.\d+) (\d+(?:\.\d+)?(?:e-\d+)?)$/;
/** Silence, noise and the marks of a sentence's ends. */
const FILLER = /^(?:<.*>|\[.*\]|\+\+.*\+\+)$/;
/** `the(2)` is `the`, said in its second way. */
const VARIANT = /\(\d+\)$/;

interface Word {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly confidence: number;
}

/** CMU PocketSphinx with Debian's model of US English: works without a network, and marks that it is seldom sure. */
export function createEmbeddedTranscription({ program }: EmbeddedTranscriptionOptions = {}): TranscriptionPort {
  return {
    understands: (language) => language === 'en',
    async transcribe(file, language, signal) {
      if (language !== 'en') throw new IntegrationError('transcription', 'unsupported-language', false);
      return listen(program ?? 'pocketsphinx_continuous', file, signal);
    },
  };
}

async function listen(program: string, file: string, signal: AbortSignal | undefined): Promise<Utterance[]> {
  // Noise removal is made for microphones in the room; on sound that a codec has cleaned it eats consonants.
  const options = ['-infile', file, '-time', 'yes', '-remove_noise', 'no', '-logfn', '/dev/null'];
  const child = spawn(program, options, { stdio: ['ignore', 'pipe', 'ignore'], ...(signal && { signal }) });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // Read below, whichever comes first.
  ended.catch(() => undefined);
  if (child.pid !== undefined) os.setPriority(child.pid, NICENESS);
  const utterances: Utterance[] = [];
  let words: Word[] = [];
  for await (const line of createInterface(child.stdout)) {
    const [, text, start, end, confidence] = WORD.exec(line) ?? [];
    if (text === undefined) continue;
    if (text === '</s>') {
      const utterance = utteranceOf(words);
      if (utterance !== null) utterances.push(utterance);
      words = [];
    } else if (!FILLER.test(text)) {
      words.push({
        text: text.replace(VARIANT, ''),
        startMs: millisecondsOf(start!),
        endMs: millisecondsOf(end!),
        confidence: Math.min(1, Number(confidence)),
      });
    }
  }
  const code = await ended.catch((cause: unknown) => {
    throw new IntegrationError('transcription', 'unavailable', true, { cause });
  });
  if (code !== 0) throw new IntegrationError('transcription', 'invalid-audio', false);
  return utterances;
}

const millisecondsOf = (seconds: string): number => Math.round(Number(seconds) * 1000);

/** As sure as its words on average. */
function utteranceOf(words: readonly Word[]): Utterance | null {
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return null;
  const confidence = words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
  return { startMs: first.startMs, endMs: last.endMs, text: words.map(({ text }) => text).join(' '), confidence };
}
