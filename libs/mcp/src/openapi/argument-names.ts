import type { Operation } from './operation.js';
import type { Parameter } from './parameter.js';

/** The name of the argument that is the request's body. */
export const BODY = 'body';

/** A parameter, and the argument that holds its value. */
export interface NamedParameter {
  argument: string;
  parameter: Parameter;
}

/** What model APIs take as names of properties. */
const ARGUMENT_CHARS_MAX = 64;

/**
 * Names for the arguments that are parameters. One has the parameter's own name, made of `[A-Za-z0-9_.-]`; where several want
 * the same, or one is called as the body is, its place goes before it: `path_id` and `query_id`. So every parameter of an
 * operation can be given, whatever they are called.
 * @param ownHeaders names in lower case that the server's entry sets itself
 */
export function argumentNames({ parameters, body }: Operation, ownHeaders: ReadonlySet<string>): NamedParameter[] {
  const given = parameters.filter(({ place, name }) => place !== 'header' || !ownHeaders.has(name.toLowerCase()));
  const wanted = given.map(({ name }) => fitting(name));
  const taken = new Set<string>(body ? [BODY] : []);
  return given.map((parameter, i) => {
    const name = wanted[i] as string;
    const isAlone = wanted.filter((one) => one === name).length === 1 && !(body && name === BODY);
    const first = isAlone ? name : `${parameter.place}_${name}`;
    let argument = first;
    for (let n = 2; taken.has(argument); n++) argument = `${first}_${n}`;
    taken.add(argument);
    return { argument, parameter };
  });
}

function fitting(name: string): string {
  const fitted = name.replaceAll(/[^A-Za-z0-9_.-]+/g, '_').slice(0, ARGUMENT_CHARS_MAX - 'header_'.length - 3);
  return fitted === '' || fitted === '__proto__' ? '_' : fitted;
}
