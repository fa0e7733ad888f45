import { beforeEach, expect, it } from '@jest/globals';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { KnownDevices } from './known-devices.js';

const devices = new KnownDevices('a pepper that is long enough for this');
const people = Array.from({ length: 6 }, (_, n) => `00000000-0000-7000-8000-00000000000${n}`);
const [ann = '', bob = ''] = people;
let cookie: string;
beforeEach(() => {
  cookie = '';
});

const request = (value = cookie) => ({ headers: { cookie: value } }) as unknown as FastifyRequest;
function remember(userId: string): void {
  const header = (_name: string, line: string) => (cookie = line.split(';')[0] ?? '');
  devices.remember(request(), { header } as unknown as FastifyReply, userId);
}
const find = (userId: string, value?: string) => devices.find(request(value), userId);

it('knows a browser in which somebody has signed in, under the same name from then on, and for nobody else', () => {
  expect(find(ann)).toBeNull();
  remember(ann);
  const device = find(ann);
  expect(device).toMatch(/^[\w-]{16}$/);
  expect(find(bob)).toBeNull();
  remember(ann);
  expect(find(ann)).toBe(device);
});

it('knows the last four people of a browser that several share', () => {
  for (const person of people) remember(person);
  expect(devices.findAny(request())).toBe(find(people.at(-1) ?? ''));
  expect(people.map((person) => find(person) !== null)).toEqual([false, false, true, true, true, true]);
});

it('forged known-device cookie: is of no use', () => {
  remember(ann);
  expect(find(bob, cookie.replace(ann, bob))).toBeNull();
  expect(find(ann, `${cookie.slice(0, -2)}xx`)).toBeNull();
  expect(find(ann, '__Host-gwo_device=a.b.c~..~')).toBeNull();
  expect(new KnownDevices('another pepper that is long enough').find(request(), ann)).toBeNull();
});
