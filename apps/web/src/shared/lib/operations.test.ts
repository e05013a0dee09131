import { describe, expect, it } from '@jest/globals';
import { composedRequests, inlineRequests } from '../../../vite.operations.ts';

describe('what a browser is told of the operations', () => {
  it('is method and path, where a call writes its operation out', () => {
    expect(inlineRequests("await call('leads.get', { params: { leadId } })")).toBe(
      "await call('GET /api/v1/leads/:leadId', { params: { leadId } })",
    );
    expect(inlineRequests("fn.call('leads.get')")).toBe("fn.call('leads.get')");
  });

  it('is a table of those that the code composes', () => {
    const code = 'call(`${prefixes[door]}sign-ins.list`, { signal })';
    expect(inlineRequests(code)).toBe(code);
    expect(composedRequests(code)).toEqual({
      'sign-ins.list': 'GET /api/v1/sign-ins',
      'admin-sign-ins.list': 'GET /api/v1/sign-ins',
    });
    expect(composedRequests("call('leads.list')")).toEqual({});
  });

  it.each(['call(operation)', "call(isShared ? 'leads.share' : 'leads.unshare')", "call('leads.lost')"])(
    'fails the build where it could not be known: %s',
    (code) => expect(() => inlineRequests(code)).toThrow(/which operation/),
  );
});
