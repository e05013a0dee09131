import { ban, memberName } from '../kit.ts';

/** `enterWith` changes the context of whatever runs next on the same stack, such as another tenant's request. */
export const noEnterWith = ban({
  message: 'enterWith leaks into what runs next: use runInTenant(), or run() of the AsyncLocalStorage.',
  find: (report) => ({
    MemberExpression(node) {
      if (memberName(node) === 'enterWith') report(node);
    },
  }),
});
