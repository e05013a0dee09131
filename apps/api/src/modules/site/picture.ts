import { ProblemError } from '@stageline/contracts';

/** Larger sides make a browser hold more than 64 MB of pixels for a logo. */
const MAX_SIDE = 4096;

export interface Picture {
  readonly extension: 'png' | 'jpg' | 'webp';
  readonly width: number;
  readonly height: number;
}

/**
 * Reads what a picture is from its first bytes, never from its name or the type that the client claims.
 * @throws ProblemError `unsupported-media-type` for anything but a PNG, JPEG or WebP of sensible size
 */
export function readPicture(bytes: Buffer): Picture {
  const picture = readPng(bytes) ?? readJpeg(bytes) ?? readWebp(bytes);
  if (picture === null) throw refuse('Please choose a PNG, JPEG or WebP picture.');
  const { width, height } = picture;
  if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
    throw refuse(`Please choose a picture of at most ${MAX_SIDE} by ${MAX_SIDE} pixels.`);
  }
  return picture;
}

const refuse = (detail: string) => new ProblemError('unsupported-media-type', { detail });

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** PNG (ISO/IEC 15948): the signature, then IHDR with both sides. */
function readPng(bytes: Buffer): Picture | null {
  if (bytes.length < 33 || !bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return null;
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  return { extension: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** JPEG (ITU T.81): segments up to the first start of frame, which holds the sides. */
function readJpeg(bytes: Buffer): Picture | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  let offset = 2;
  while (offset + 9 <= bytes.length && bytes[offset] === 0xff) {
    const marker = bytes.readUInt8(offset + 1);
    if (isStartOfFrame(marker)) {
      return { extension: 'jpg', width: bytes.readUInt16BE(offset + 7), height: bytes.readUInt16BE(offset + 5) };
    }
    const fill = marker === 0xff;
    offset += fill ? 1 : 2 + bytes.readUInt16BE(offset + 2);
  }
  return null;
}

/** SOF0 to SOF15, except the three codes in that range that mean something else (DHT, JPG, DAC). */
const isStartOfFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** WebP (RFC 9649): a RIFF container whose first chunk is lossy, lossless or extended. */
function readWebp(bytes: Buffer): Picture | null {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP')
    return null;
  const extension = 'webp';
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { extension, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const packed = bytes.readUInt32LE(21);
      return { extension, width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { extension, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return null;
  }
}
