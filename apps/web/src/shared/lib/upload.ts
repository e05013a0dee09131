import { requestOf, type Answer, type OperationId } from './api.ts';
import { problemTexts } from './problem-texts.ts';
import { ApiProblem, apiProblemOf } from './request.ts';

/**
 * Sends one file and tells how far it is; `fetch` cannot. The operation answers JSON.
 * @param params parameters of the path
 * @param onProgress the share that was sent, 0 to 1
 * @throws ApiProblem when the server answers a problem or cannot be reached
 */
export function upload<Id extends OperationId>(
  id: Id,
  file: Blob,
  onProgress: (share: number) => void,
  params: Readonly<Record<string, string>> = {},
): Promise<Answer<Id>> {
  const { method, address } = requestOf(id, { params });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    request.responseType = 'json';
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onerror = () => reject(new ApiProblem('offline', problemTexts().offline));
    request.onload = () => {
      if (request.status < 300) resolve(request.response as Answer<Id>);
      else reject(apiProblemOf(request.response, request.status));
    };
    const form = new FormData();
    form.set('file', file);
    request.send(form);
  });
}
