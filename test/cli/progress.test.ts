import { progressOn } from '../../lib/cli/progress';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function said(isTTY: boolean, milliseconds: number): string {
  let text = '';
  const progress = progressOn({
    isTTY,
    write: more => {
      text += more;
    },
  });
  progress.show('early');
  jest.advanceTimersByTime(milliseconds);
  progress.show('late');
  progress.done();
  return text;
}

test.each([
  ['a long run on a terminal shows one line, and takes it away', true, 600, '\r\x1b[Klate\r\x1b[K'],
  ['a short run shows nothing', true, 100, ''],
  ['a long run elsewhere shows nothing', false, 600, ''],
])('%s', (_, isTTY, milliseconds, text) => {
  expect(said(isTTY, milliseconds)).toBe(text);
});
