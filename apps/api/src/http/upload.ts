import { ProblemError } from '@stageline/contracts';
import type { FastifyRequest } from 'fastify';
import type { UploadedFile } from './route.ts';

/** Reads the one file of a multipart request into memory, never more than the limit. */
export const uploadReader =
  (request: FastifyRequest) =>
  async (maxBytes: number): Promise<UploadedFile> => {
    const part = await request.file({ limits: { fileSize: maxBytes, files: 1 }, throwFileSizeLimit: true });
    if (part === undefined) {
      throw new ProblemError('validation-failed', {
        issues: [{ in: 'body', pointer: '/file', message: 'Please choose a file.' }],
      });
    }
    return { bytes: await part.toBuffer(), filename: part.filename };
  };
