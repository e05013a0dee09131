import { z } from 'zod';
import { MaterialId } from '../kit/ids.ts';
import { defineOperation, memberAccess, publicAccess } from '../kit/operation.ts';
import { Material } from '../sockets/materials.ts';
import { SessionParams } from './registrations.ts';

export const MAX_MATERIAL_BYTES = 25 * 1024 * 1024;
export const MAX_MATERIAL_PAGES = 100;
/** Files that a masterclass may have. */
export const MOST_MATERIALS = 20;

const hosts = memberAccess('sessions.host');
const OneMaterial = z.strictObject({ fileId: MaterialId });
const signed = z.string().min(10).max(200);

export const listMaterials = defineOperation({
  id: 'materials.list',
  method: 'GET',
  path: '/api/v1/sessions/:sessionId/materials',
  host: 'tenant',
  access: hosts,
  summary: 'The slides and handouts of a masterclass',
  params: SessionParams,
  response: z.object({ items: z.array(Material) }),
});
export const uploadMaterial = defineOperation({
  id: 'materials.upload',
  method: 'POST',
  path: '/api/v1/sessions/:sessionId/materials',
  host: 'tenant',
  access: hosts,
  summary: 'Add a PDF of at most 25 MB and 100 pages to a masterclass; pictures of its pages are made by and by',
  params: SessionParams,
  consumes: 'multipart/form-data',
  status: 201,
  response: Material,
  errors: ['payload-too-large', 'pdf-unreadable', 'pdf-protected', 'pdf-too-long', 'limit-reached', 'unavailable'],
  rateLimit: { points: 30, perSeconds: 300, by: 'actor' },
});
export const removeMaterial = defineOperation({
  id: 'materials.remove',
  method: 'DELETE',
  path: '/api/v1/sessions/:sessionId/materials/:fileId',
  host: 'tenant',
  access: hosts,
  summary: 'Delete a file of a masterclass; where its page is shown, it is taken off',
  params: SessionParams.extend({ fileId: MaterialId }),
  status: 204,
});
export const getSlide = defineOperation({
  id: 'materials.slide',
  method: 'GET',
  path: '/api/v1/materials/:fileId/pages/:page/:key',
  host: 'tenant',
  access: publicAccess,
  summary: 'The picture of a page, under an address that is given for this page alone',
  params: OneMaterial.extend({ page: z.coerce.number().int().min(1).max(MAX_MATERIAL_PAGES), key: signed }),
  produces: 'application/octet-stream',
});
export const downloadHandout = defineOperation({
  id: 'materials.download',
  method: 'GET',
  path: '/api/v1/materials/:fileId/handout/:pass',
  host: 'tenant',
  access: publicAccess,
  summary: 'A file that was given to the audience, for somebody of it; each of them is counted once',
  params: OneMaterial.extend({ pass: signed }),
  produces: 'application/pdf',
  rateLimit: { points: 60, perSeconds: 60, by: 'ip' },
});
