import { describe, expect, it } from '@jest/globals';
import { Call } from './call.js';
import type { Inbound } from './inbound.js';
import { Path, stage } from './stage.js';

const call = () => new Call({ headers: {} } as Inbound);

describe('a path', () => {
  it('runs its stages in order, those that wait and those that do not, and times each', async () => {
    const seen: string[] = [];
    const path = Path.from()
      .next(stage('one', [], ['requestId'], (each) => void ((each.requestId = 'req_1'), seen.push('one'))))
      .next(
        stage('two', ['requestId'], ['body'], async (each) => {
          await Promise.resolve();
          seen.push(`two after ${each.requestId}`);
          each.body = Buffer.alloc(0);
        }),
      )
      .next(stage('three', ['body'], [], () => void seen.push('three')));
    const ran = call();
    await path.run(ran);
    expect(seen).toEqual(['one', 'two after req_1', 'three']);
    expect(ran.stageTimesUs).toHaveLength(3);
    expect(path.stageNames).toEqual(['one', 'two', 'three']);
  });

  it('returns no promise where no stage waits', () => {
    const path = Path.from().next(stage('one', [], ['requestId'], (each) => void (each.requestId = 'req_1')));
    expect(path.run(call())).toBeUndefined();
  });

  it('stops at a stage that fails', async () => {
    let reached = false;
    const path = Path.from()
      .next(stage('fails', [], ['body'], async () => Promise.reject(new Error('no'))))
      .next(stage('after', ['body'], [], () => void (reached = true)));
    await expect(path.run(call())).rejects.toThrow('no');
    expect(reached).toBe(false);
  });

  it('does not compile with a stage whose needs nothing gives', () => {
    const path = Path.from();
    // @ts-expect-error -- nothing before it gives `principal`
    path.next(stage('early', ['principal'], [], () => undefined));
    expect(path.stageNames).toEqual([]);
  });
});
