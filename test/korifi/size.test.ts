import { megabytes, tryMegabytes } from '../../lib/korifi/size';

test.each([
  ['1M', 1],
  ['64m', 64],
  ['512MB', 512],
  ['512mb', 512],
  ['1G', 1024],
  ['1.5g', 1536],
  ['2GB', 2048],
  ['0.5gb', 512],
  ['1T', 1048576],
  ['1tb', 1048576],
  ['2048K', 2],
  ['2047KB', 1],
  ['1048576B', 1],
])('%s is %d MB', (size, expected) => {
  expect(tryMegabytes(size)).toBe(expected);
});

test.each(['512', '1GiB', '1 G', '-1G', '1k', '1.G', '.5G', '0M', '1023K', '', 'M', '1e3M'])('%j is no size', size => {
  expect(tryMegabytes(size)).toBeUndefined();
});

test('a size that is none says what to write', () => {
  expect(() => megabytes('lots', 'cf/web memory')).toThrow(
    'cf/web memory: "lots" is no size of a megabyte or more. Write a number and a unit, such as 256M or 1.5G (B, K, M, G or T).',
  );
});
