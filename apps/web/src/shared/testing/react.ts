import { configure } from '@testing-library/react';

// What is waited for comes within one second on a quick machine; on a busy one that would measure its speed.
configure({ asyncUtilTimeout: 30_000 });

export * from '@testing-library/react';
