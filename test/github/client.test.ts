import { expect, test } from 'vitest';
import { createGithub } from '../../src/github/client.ts';
import { statusOf, whyFailed } from '../../src/github/error.ts';

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A client whose server gives these answers in turn, the last one for ever. */
function clientOf(answers: readonly Answer[], signal = new AbortController().signal) {
  const asked: string[] = [];
  const answer: typeof fetch = async (_url, init) => {
    const { status = 200, headers = {}, body = {} } = answers[asked.length] ?? answers.at(-1) ?? {};
    asked.push(init?.method ?? '');
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return new Response(text, { status, headers: { 'content-type': 'application/json', ...headers } });
  };
  const { rest } = createGithub({
    apiUrl: 'https://github.example/api/v3',
    token: undefined,
    fetch: answer,
    signal,
  });
  return {
    asked,
    get: () => rest.users.getAuthenticated(),
    comment: () => rest.issues.createComment(COMMENT),
  };
}

const COMMENT = { owner: 'acme', repo: 'shop', issue_number: 1, body: '' };
const DOWN = { status: 502, body: { message: 'Bad Gateway' } };
const LIMIT = { status: 403, body: { message: 'You have exceeded a secondary rate limit' } };

test('a question that failed is asked again, what writes is not', async () => {
  const reading = clientOf([DOWN, { body: { login: 'ana' } }]);
  expect((await reading.get()).data.login).toBe('ana');
  expect(reading.asked).toEqual(['GET', 'GET']);
  const writing = clientOf([DOWN, {}]);
  await expect(writing.comment()).rejects.toSatisfy((error) => statusOf(error) === 502);
  expect(writing.asked).toEqual(['POST']);
});

test('a limit is waited for, with what writes, too', async () => {
  const writing = clientOf([{ ...LIMIT, headers: { 'retry-after': '1' } }, {}]);
  await writing.comment();
  expect(writing.asked).toEqual(['POST', 'POST']);
});

test('a limit that ends in an hour is not waited for', async () => {
  const late = clientOf([{ ...LIMIT, headers: { 'retry-after': '3600' } }]);
  await expect(late.get()).rejects.toSatisfy((error) => whyFailed(error).startsWith('GitHub answered 403'));
  const reset = String(Math.floor(Date.now() / 1000) + 3600);
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
  const spent = clientOf([{ ...LIMIT, headers, body: { message: 'API rate limit exceeded' } }]);
  await expect(spent.get()).rejects.toSatisfy((error) => statusOf(error) === 403);
  expect([late.asked, spent.asked]).toEqual([['GET'], ['GET']]);
});

test('a signal ends the wait for a limit', async () => {
  const abort = new AbortController();
  const { get, asked } = clientOf([{ ...LIMIT, headers: { 'retry-after': '50' } }], abort.signal);
  const asking = get();
  const ended = expect(asking).rejects.toThrow('enough');
  while (asked.length === 0) await new Promise((done) => setTimeout(done, 1));
  abort.abort(new Error('enough'));
  await ended;
  expect(asked).toEqual(['GET']);
});

test('a page of a proxy is no answer of GitHub', async () => {
  const { get } = clientOf([{ body: '<html>', headers: { 'content-type': 'text/html' } }]);
  await expect(get()).rejects.toThrow('GitHub answered with something that is not JSON');
});
