import { interactionPolicy } from 'oidc-provider';

const { Check, Prompt } = interactionPolicy;

/**
 * Each authorization request comes to our pages, whatever the browser did before: there we know from our own session who it
 * is, in which organisation, and what they granted already.
 */
export const alwaysOurPages = () => [
  new Prompt(
    { name: 'login', requestable: true },
    new Check(
      'session',
      'the session says who it is',
      'login_required',
      ({ oidc }) => oidc.result?.login === undefined,
    ),
  ),
  new Prompt(
    { name: 'consent', requestable: true },
    new Check('grant', 'it is to be granted', 'consent_required', ({ oidc }) => oidc.result?.consent === undefined),
  ),
];
