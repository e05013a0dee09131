import type { RegistrationForm } from '@stageline/contracts';
import type { Answer } from '../../../shared/lib/api.ts';
import { request } from '../../../shared/lib/request.ts';

/**
 * Registers. Not through `call`: the table of all operations that it brings is as large as half of the page's own code;
 * the form's test holds method and path against the contract.
 * @throws ApiProblem
 */
export const register = async (body: RegistrationForm): Promise<Answer<'registrations.create'>> =>
  (await request('POST', '/api/v1/registrations', { body })) as Answer<'registrations.create'>;
