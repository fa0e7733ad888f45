import { describe, expect, it } from '@jest/globals';
import { parseMessage, type RpcMessage } from '@gatewayops/mcp';
import { mark, tagOf, unmark } from './marks.js';
import { cancelledId, fromClient, toClient } from './message-ids.js';

const TAG = tagOf('01890a5d-ac96-774b-bcce-b302099a8057');
const OTHER = tagOf('01890a5d-ac96-774b-bcce-b302099a8058');
const member = { tag: TAG, isSole: false };
const sole = { tag: TAG, isSole: true };
const toClientText = (raw: string, view = member) => toClient(Buffer.from(raw), view).toString();
const marked = (raw: string, tag = TAG) => mark(tag, Buffer.from(raw)).toString();
const message = (raw: string) => parseMessage(Buffer.from(raw)) as RpcMessage;
const addressed = (raw: string) => {
  const { tag, bytes } = fromClient(message(raw));
  return [tag, bytes.toString()];
};

describe('an id towards the client', () => {
  it.each(['5', '"a"', '"\\u00e9\\"x"', '9007199254740993', '1.0', '-3', '""'])('%s is put back as it was', (raw) => {
    expect(unmark(Buffer.from(marked(raw)))).toEqual({ tag: TAG, raw: Buffer.from(raw) });
  });

  it('is as good when the client spells it with escapes', () => {
    expect(unmark(Buffer.from(marked('5').replace('gwo', '\\u0067wo')))?.raw.toString()).toBe('5');
  });

  it.each(['1,"method":"tools/call"', '{}', '[1]', 'null', 'true', '', ' 1', '1 '])(
    'is no mark where it holds %j',
    (raw) => {
      expect(unmark(Buffer.from(marked(raw)))).toBeNull();
    },
  );

  it.each(['5', '"x"', '"gwo.short"', 'null'])('%s of the client itself is no mark', (raw) => {
    expect(unmark(Buffer.from(raw))).toBeNull();
  });

  it('says whose it is', () => {
    expect(TAG).not.toBe(OTHER);
    expect(marked('5')).not.toBe(marked('5', OTHER));
  });
});

describe('a message of a member', () => {
  it('has id and progress token of a request marked, and nothing else changed', () => {
    const raw =
      ' {"jsonrpc":"2.0", "method":"sampling/createMessage","params":{"_meta":{"x":1e400,"progressToken":"t"},"id":7},"id":7}\n';
    expect(toClientText(raw)).toBe(
      raw
        .replace('"progressToken":"t"', `"progressToken":${marked('"t"')}`)
        .replace('"id":7}\n', `"id":${marked('7')}}\n`),
    );
  });

  it('takes a request back under its marked id', () => {
    const raw = '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7,"reason":"x"}}';
    expect(toClientText(raw)).toBe(raw.replace('7', marked('7')));
  });

  it.each([
    '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":0.5}}',
    '{"jsonrpc":"2.0","id":3,"result":{"_meta":{"progressToken":1}}}',
    '{"jsonrpc":"2.0","id":3,"error":{"code":-1,"message":"x"}}',
    'no JSON',
  ])('stays as it is: %s', (raw) => {
    expect(toClientText(raw)).toBe(raw);
  });

  it('of a sole member stays as it is, unless it wrote what looks like a mark', () => {
    const raw = '{"jsonrpc":"2.0","id":7,"method":"roots/list"}';
    expect(toClientText(raw, sole)).toBe(raw);
    const forged = raw.replace('7', marked('7', OTHER));
    expect(toClientText(forged, sole)).toBe(raw.replace('7', marked(marked('7', OTHER))));
  });

  it('with two tokens has its id marked all the same', () => {
    const raw = '{"jsonrpc":"2.0","id":7,"method":"ping","params":{"_meta":{"progressToken":1,"progressToken":2}}}';
    expect(toClientText(raw)).toBe(raw.replace('7', marked('7')));
  });
});

describe('a message of the client', () => {
  it('goes to the member that it answers, with the id that the member gave', () => {
    const raw = `{"id":${marked('7')},"jsonrpc":"2.0","result":{"n":9007199254740993}}`;
    expect(addressed(raw)).toEqual([TAG, raw.replace(marked('7'), '7')]);
    const failed = `{"id":${marked('"7"', OTHER)},"jsonrpc":"2.0","error":{"code":-1,"message":"no"}}`;
    expect(addressed(failed)).toEqual([OTHER, failed.replace(marked('"7"', OTHER), '"7"')]);
  });

  it('reports progress to the member whose request it is about', () => {
    const raw = `{"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1,"progressToken":${marked('"t"')}}}`;
    expect(addressed(raw)).toEqual([TAG, raw.replace(marked('"t"'), '"t"')]);
  });

  it.each([
    '{"jsonrpc":"2.0","id":7,"result":{}}',
    '{"jsonrpc":"2.0","method":"notifications/roots/list_changed"}',
    `{"jsonrpc":"2.0","method":"notifications/x","params":{"progressToken":${marked('1')}}}`,
  ])('names no member: %s', (raw) => {
    expect(addressed(raw)).toEqual([null, raw]);
  });

  it('says which of its requests it takes back', () => {
    const raw = (params: string) => message(`{"jsonrpc":"2.0","method":"notifications/cancelled","params":${params}}`);
    expect([cancelledId(raw('{"requestId":"a"}')), cancelledId(raw('{}'))]).toEqual(['"a"', null]);
  });
});
