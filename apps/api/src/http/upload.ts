import type { Readable } from 'node:stream';
import { ProblemError } from '@stageline/contracts';
import type { FastifyRequest } from 'fastify';
import type { StreamedFile, UploadedFile } from './route.ts';

/** Reads the one file of a multipart request into memory, never more than the limit. */
export const uploadReader =
  (request: FastifyRequest) =>
  async (maxBytes: number): Promise<UploadedFile> => {
    const file = await readFile(request, maxBytes).catch((error: unknown) => {
      // The parser's own errors have no code: a body that is cut off, or has no boundary.
      throw (error as { code?: unknown }).code === undefined
        ? new ProblemError('bad-request', { cause: error })
        : error;
    });
    if (file !== null) return file;
    throw noFile();
  };

const noFile = () =>
  new ProblemError('validation-failed', {
    issues: [{ in: 'body', pointer: '/file', message: 'Please choose a file.' }],
  });

/** Hands the one file of a multipart request on piece by piece. */
export const uploadStream =
  (request: FastifyRequest) =>
  async (maxBytes: number): Promise<StreamedFile> => {
    const part = await request.file({ limits: { fileSize: maxBytes, files: 1 }, throwFileSizeLimit: false });
    if (part === undefined) throw noFile();
    return { filename: part.filename, content: checked(part.file) };
  };

async function* checked(file: Readable & { readonly truncated: boolean }): AsyncGenerator<Buffer> {
  try {
    yield* file as AsyncIterable<Buffer>;
  } catch (error) {
    throw new ProblemError('bad-request', { cause: error });
  }
  if (file.truncated) throw new ProblemError('payload-too-large');
}

async function readFile(request: FastifyRequest, maxBytes: number): Promise<UploadedFile | null> {
  const part = await request.file({ limits: { fileSize: maxBytes, files: 1 }, throwFileSizeLimit: true });
  return part === undefined ? null : { bytes: await part.toBuffer(), filename: part.filename };
}
