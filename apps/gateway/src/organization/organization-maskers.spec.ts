import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { MaskingRulesRuntime, Principal } from '@gatewayops/contracts';
import { Masker } from '@gatewayops/domain';
import { Call } from '../request-path/call.js';
import type { Inbound } from '../request-path/inbound.js';
import { OrganizationMaskers } from './organization-maskers.js';

const RULES: MaskingRulesRuntime = { version: 1, mask_email: null, fields: ['pin'], patterns: [] };

/** An auth service whose answers wait until they are given. */
function auth() {
  const asked: { orgId: string; answer: (rules: MaskingRulesRuntime) => void }[] = [];
  const request = ({ path }: { path: string }) =>
    new Promise((resolve) => {
      asked.push({ orgId: path.split('/')[5]!, answer: resolve });
    });
  const maskers = new OrganizationMaskers({ request: request as never }, { email: true });
  return { asked, maskers };
}
const principalOf = (orgId: string, maskingVersion?: number) =>
  ({ orgId, ...(maskingVersion === undefined ? {} : { maskingVersion }) }) as Principal;

it('asks once for a version, and compiles it once for all keys', async () => {
  const { asked, maskers } = auth();
  const orgId = randomUUID();
  const both = [maskers.of(principalOf(orgId, 1)), maskers.of(principalOf(orgId, 1))];
  expect(asked.map((each) => each.orgId)).toEqual([orgId]);
  asked[0]!.answer(RULES);
  const [first, second] = await Promise.all(both);
  expect(first).toBe(second);
  expect(maskers.of(principalOf(orgId, 1))).toBe(first);
  expect(asked).toHaveLength(1);
});

it('waits for the version that a verdict names, also where an older one was asked for before', async () => {
  const { asked, maskers } = auth();
  const orgId = randomUUID();
  const older = maskers.of(principalOf(orgId, 1));
  const newer = maskers.of(principalOf(orgId, 2));
  asked[0]!.answer(RULES);
  expect((await older)!.maskText('{"pin":1,"id":2}')).toBe('{"pin":"***","id":2}');
  asked[1]!.answer({ ...RULES, version: 2, fields: ['id'] });
  expect((await newer)!.maskText('{"pin":1,"id":2}')).toBe('{"pin":1,"id":"***"}');
});

it('does not put back what was overtaken', async () => {
  const { asked, maskers } = auth();
  const orgId = randomUUID();
  const call = new Call({} as Inbound);
  call.principal = principalOf(orgId);
  maskers.invalidate(orgId);
  maskers.invalidate(orgId);
  asked[1]!.answer({ ...RULES, version: 3, fields: ['id'] });
  asked[0]!.answer({ ...RULES, version: 2 });
  await new Promise((resolve) => setImmediate(resolve));
  expect(maskers.maskerOf(call).maskText('{"pin":1,"id":2}')).toBe('{"pin":1,"id":"***"}');
});

it('needs no masker of its own where only e-mail is another, and none at all where there are no rules', async () => {
  const { asked, maskers } = auth();
  const orgId = randomUUID();
  const only = maskers.of(principalOf(orgId, 1));
  asked[0]!.answer({ ...RULES, mask_email: false, fields: [] });
  expect(await only).toBeInstanceOf(Masker);
  const call = new Call({} as Inbound);
  call.principal = principalOf(randomUUID());
  expect(maskers.of(call.principal)).toBeNull();
  expect(maskers.maskerOf(call)).toBe(maskers.builtIn);
});

it('keeps those of so many organisations, the last ones used', async () => {
  const { asked, maskers } = auth();
  const ask = async (orgId: string) => {
    const found = maskers.of(principalOf(orgId, 1));
    if (found instanceof Promise) asked.at(-1)!.answer(RULES);
    return found;
  };
  const [first, second] = [randomUUID(), randomUUID()];
  await ask(first);
  await ask(second);
  for (let at = 0; at < 498; at++) await ask(randomUUID());
  await ask(first);
  await ask(randomUUID());
  expect(asked).toHaveLength(501);
  await ask(first);
  expect(asked).toHaveLength(501);
  await ask(second);
  expect(asked).toHaveLength(502);
});
