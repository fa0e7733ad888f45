import { instantsOf, isPeriod, periodBefore, readPeriod } from './cost-period.js';

const NOW = Date.parse('2026-03-15T22:30:00Z');
const read = (address: string) => {
  const params = new URLSearchParams(address);
  return readPeriod((name) => params.get(name), NOW);
};

it.each([
  ['', '30d', '2026-02-14', '2026-03-15'],
  ['period=today', 'today', '2026-03-15', '2026-03-15'],
  ['period=7d', '7d', '2026-03-09', '2026-03-15'],
  ['period=month', 'month', '2026-03-01', '2026-03-15'],
  ['period=last-month', 'last-month', '2026-02-01', '2026-02-28'],
  ['period=never', '30d', '2026-02-14', '2026-03-15'],
  ['from=2026-01-01&to=2026-01-31', null, '2026-01-01', '2026-01-31'],
  ['from=2026-01-31&to=2026-01-01', '30d', '2026-02-14', '2026-03-15'],
  ['from=2026-13-01&to=2026-13-02', '30d', '2026-02-14', '2026-03-15'],
  ['from=2020-01-01&to=2026-01-01', '30d', '2026-02-14', '2026-03-15'],
])('?%s means the days of %s: %s to %s', (address, name, start_date, end_date) =>
  expect(read(address)).toEqual({ name, start_date, end_date }),
);

it('the period before has as many days and ends the day before', () => {
  expect(periodBefore(read('from=2026-03-01&to=2026-03-10'))).toEqual({
    start_date: '2026-02-19',
    end_date: '2026-02-28',
  });
  expect(periodBefore(read('period=today'))).toEqual({ start_date: '2026-03-14', end_date: '2026-03-14' });
});

it('whole days are asked for, up to two of them by the hour', () => {
  expect(instantsOf(read('period=today'))).toEqual({
    from: '2026-03-15T00:00:00.000Z',
    to: '2026-03-16T00:00:00.000Z',
    interval: 'hour',
  });
  expect(instantsOf(read('period=7d')).interval).toBe('day');
});

it('a period is at most a year', () => {
  expect(isPeriod('2025-01-01', '2026-01-01')).toBe(true);
  expect(isPeriod('2025-01-01', '2026-01-02')).toBe(false);
});
