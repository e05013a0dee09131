import type { buildApp } from '../app.ts';

type ApiServer = Awaited<ReturnType<typeof buildApp>>['http'];

/**
 * Calls the server as a browser on one host would; cookies are kept from call to call.
 * @param signedIn cookies to begin with
 * @param remoteAddress where each call comes from; what one address may send is limited
 */
export function visitor(
  bed: { readonly http: ApiServer },
  host: string,
  signedIn?: string,
  remoteAddress: () => string = () => '127.0.0.1',
) {
  const jar = new Map(signedIn?.split('; ').map((pair) => pair.split(/=(.*)/s).slice(0, 2) as [string, string]));
  const cookieHeader = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const call = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: object | string | Buffer,
    headers = {},
  ) => {
    const response = await bed.http.inject({
      method,
      remoteAddress: remoteAddress(),
      url: `/api/v1${url}`,
      headers: { host, origin: `http://${host}`, ...(jar.size === 0 ? {} : { cookie: cookieHeader() }), ...headers },
      ...(body === undefined ? {} : { payload: body }),
    });
    for (const { name, value } of response.cookies) {
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const { body: text, statusCode: status, headers: answered } = response;
    // A file is its text.
    const isJson = /^application\/(?:[\w.-]+\+)?json/.test(String(answered['content-type'] ?? ''));
    return { status, headers: answered, body: text === '' ? null : isJson ? JSON.parse(text) : (text as any) };
  };
  return {
    host,
    get: (url: string) => call('GET', url),
    post: (url: string, body?: object | string, headers = {}) => call('POST', url, body, headers),
    put: (url: string, body: object | Buffer, headers = {}) => call('PUT', url, body, headers),
    patch: (url: string, body: object) => call('PATCH', url, body),
    delete: (url: string, body?: object) => call('DELETE', url, body),
    /** The cookie of this browser, to be carried to a host where it does not belong. */
    cookie: () => (jar.size === 0 ? undefined : cookieHeader()),
    /** Forgets one cookie, as a browser does when its time is over. */
    forget: (name: string) => void jar.delete(name),
  };
}
