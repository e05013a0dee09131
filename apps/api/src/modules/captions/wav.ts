import { SPEECH_FORMAT } from '@stageline/integrations/transcription';

const HEADER_BYTES = 44;

/**
 * The samples of a sound file of `SPEECH_FORMAT`, whatever chunks lie before them (RIFF: four letters, a length, that many
 * bytes, rounded up to two).
 */
export function samplesOf(wav: Buffer): Int16Array {
  for (let at = 12; at + 8 <= wav.length;) {
    const [name, size] = [wav.toString('latin1', at, at + 4), wav.readUInt32LE(at + 4)];
    const end = Math.min(at + 8 + size, wav.length);
    // A copy: what a file was read into need not lie at an even address.
    if (name === 'data') return new Int16Array(Uint8Array.from(wav.subarray(at + 8, end - ((end - at) % 2))).buffer);
    at = end + (size % 2);
  }
  return new Int16Array(0);
}

/** A sound file of `SPEECH_FORMAT`. */
export function wavOf(samples: Int16Array): Buffer {
  const { sampleRate, channels, bits } = SPEECH_FORMAT;
  const frameBytes = (channels * bits) / 8;
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(HEADER_BYTES - 8 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * frameBytes, 28);
  header.writeUInt16LE(frameBytes, 32);
  header.writeUInt16LE(bits, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)]);
}
