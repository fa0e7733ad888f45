const MEGABYTE = 1_048_576;

/** JSON values that change where they are read into JavaScript's own and written again. */
export const VALUES: Record<string, string> = {
  'integer above 2^53': '9007199254740993',
  'integer below -2^53': '-9007199254740993',
  'integer of 64 bits': '18446744073709551615',
  'integer of 100 digits': '1234567890'.repeat(10),
  'float 1.0': '1.0',
  'float 1.10': '1.10',
  'float 1e400': '1e400',
  'float -1e400': '-1e400',
  'float 1e-400': '1e-400',
  'float 1E+2': '1E+2',
  'float 0.1e1': '0.1e1',
  'float of many digits': '3.14159265358979323846264338327950288419716939937510',
  'minus zero': '-0',
  'minus zero as a float': '-0.0',
  null: 'null',
  'nothing in it': '[{},[],"",{"":{}}]',
};

/** Strings, as they are written. */
export const TEXTS: Record<string, string> = {
  '1 MB': `"${'x'.repeat(MEGABYTE)}"`,
  '1 MB that is not ASCII': `"${'é🛠'.repeat(MEGABYTE / 6)}"`,
  '1 MB of escapes': `"${'\\u0061\\"'.repeat(MEGABYTE / 8)}"`,
  'astral characters': '"🛠𝒳👩‍👩‍👧‍👦\u{10ffff}"',
  'astral characters, escaped': '"\\ud83d\\udee0\\uD83D\\uDEE0"',
  'half a pair': '"\\ud83d and \\udee0"',
  'bidi characters': '"\u202e\u2066abc\u2069\u200f שלום مرحبا"',
  'bidi characters, escaped': '"\\u202e\\u2066abc"',
  'line and paragraph separators': '"\u2028\u2029\u0085"',
  'control characters': '"\\u0000\\u001f\\b\\f\\n\\r\\t\u007f"',
  'byte order mark': '"\ufeffa\ufeff"',
  'escapes that need not be': '"\\/ / \\u002f \\u0041 \\u00E9 \\u00e9 é"',
  'what looks like JSON': '"{\\"jsonrpc\\":\\"2.0\\",\\"id\\":1,\\"result\\":{}}"',
  'what looks like an event': '"data: x\\n\\nevent: message\\ndata: y\\n\\n"',
};

const nested = (depth: number): string => `{"v":${'[{"a":'.repeat(depth / 2)}1.0${'}]'.repeat(depth / 2)}}`;

/** Objects. */
export const STRUCTURES: Record<string, string> = {
  '100 levels deep': nested(100),
  '400 levels deep': nested(400),
  'order of keys': '{"b":1,"a":2,"10":3,"2":4,"1":5}',
  'keys that look the same': '{"a":1,"A":2,"а":3,"á":4,"á":5,"a ":6,"a\\u200b":7}',
  'a key twice': '{"a":1,"a":2.0,"\\u0061":3}',
  'keys of the protocol': '{"jsonrpc":"1.0","id":7,"method":"x","params":{},"result":{},"error":{},"_meta":{"progressToken":1.0}}',
  'keys of JavaScript': '{"__proto__":{"a":1.0},"constructor":1,"toString":null,"hasOwnProperty":false}',
  'keys of all kinds': '{"":1,"\\u0000":2,"\\"":3,"\\\\":4,"🛠":5,"\\ud83d\\udee0":6," ":7}',
  'a key of 100 kB': `{"${'k'.repeat(100_000)}":1.0}`,
  '10,000 members': `{${Array.from({ length: 10_000 }, (_, n) => `"k${n}":${n}.0`).join(',')}}`,
  'spaces, tabs and lines': '{ "a" :\t[ 1.0 ,\r\n2 ] ,\n"b" : { } }',
}; // prettier-ignore

/** Blocks of content, of every type that there is and one that there is not. */
export const CONTENT: Record<string, string> = {
  text: '{"type":"text","text":"é","annotations":{"audience":["user"],"priority":1.0,"x":1e400},"_meta":{"a":1.0}}',
  image: '{"type":"image","data":"iVBORw0KGgo=","mimeType":"image/png","x":1.0}',
  audio: '{"type":"audio","mimeType":"audio/wav","data":"UklGRg=="}',
  'a link': '{"type":"resource_link","uri":"file:///a%20b/é?x=1#y","name":"n","size":9007199254740993,"icons":[{"src":"data:,"}]}',
  'a resource of text': '{"type":"resource","resource":{"uri":"ui://x/é","mimeType":"text/html;profile=mcp-app","text":"<p>\\u003c"}}',
  'a resource of bytes': '{"type":"resource","resource":{"uri":"file:///b","blob":"AAEC/w==","_meta":{"n":1.0}}}',
  'a type that nobody knows': '{"type":"x-hologram","x":{"y":[1.0,1e400]},"text":null}',
  'no type': '{"n":1.0}',
}; // prettier-ignore
