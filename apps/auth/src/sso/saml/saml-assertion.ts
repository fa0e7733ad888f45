import type { SsoAttributes } from '@gatewayops/contracts';
import type { ProvenIdentity } from '../flow/sso-flows.js';
import { addressOf, groupsOf, textOf as plainText } from '../oidc/oidc-claims.js';
import { ASSERTION, PROTOCOL } from './saml-document.js';
import { childOf, childrenOf, descendantsOf, textOf, XmlRefused } from './xml.js';

export const CLOCK_SKEW_MS = 60_000;
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';

/** Who may have said something to whom. */
export interface SamlParties {
  idpEntityId: string;
  entityId: string;
  acsUrl: string;
}

export interface VerifiedAssertion {
  id: string;
  /** Until when it could be sent again. */
  notOnOrAfterMs: number;
  /** The request that it answers; null where the provider began. */
  inResponseTo: string | null;
  identity: ProvenIdentity;
}

/** What a response says around its assertion (SAML 2.0 Core, 3.2.2; Bindings, 3.5.5.2). @throws XmlRefused */
export function checkEnvelope(response: Element, parties: SamlParties, signed: boolean): string | null {
  const destination = response.getAttribute('Destination') || null;
  if (destination === null ? signed : destination !== parties.acsUrl)
    throw new XmlRefused('the response is for another address');
  if (response.getAttribute('Version') !== '2.0') throw new XmlRefused('the response is not of SAML 2.0');
  for (const issuer of childrenOf(response, ASSERTION, 'Issuer')) {
    if (textOf(issuer) !== parties.idpEntityId) throw new XmlRefused('the response is of another issuer');
  }
  const status = childOf(childOf(response, PROTOCOL, 'Status'), PROTOCOL, 'StatusCode').getAttribute('Value');
  if (status !== SUCCESS) throw new XmlRefused(`the provider says ${String(status).slice(0, 200)}`);
  return response.getAttribute('InResponseTo') || null;
}

/**
 * Reads an assertion whose signature was verified (SAML 2.0 Profiles, 4.1.4.3): who said it, to whom, for when, about whom.
 * @throws XmlRefused
 */
export function readAssertion(
  assertion: Element,
  parties: SamlParties,
  attributes: SsoAttributes,
  nowMs: number,
): VerifiedAssertion {
  if (textOf(childOf(assertion, ASSERTION, 'Issuer')) !== parties.idpEntityId)
    throw new XmlRefused('the assertion is of another issuer');
  const conditions = childOf(assertion, ASSERTION, 'Conditions');
  const conditionsEndMs = checkTimes(conditions, nowMs);
  checkAudience(conditions, parties.entityId);
  const [statement] = childrenOf(assertion, ASSERTION, 'AuthnStatement');
  if (statement === undefined) throw new XmlRefused('the assertion says of nobody that they signed in');
  if (timeOf(statement, 'SessionNotOnOrAfter', Infinity) <= nowMs - CLOCK_SKEW_MS)
    throw new XmlRefused('the session at the provider is over');
  const subject = childOf(assertion, ASSERTION, 'Subject');
  const confirmation = confirmationOf(subject, parties.acsUrl, nowMs);
  const nameId = childOf(subject, ASSERTION, 'NameID');
  if (nameId.getAttribute('Format') === TRANSIENT)
    throw new XmlRefused('a transient NameID says nothing about who somebody is');
  const id = assertion.getAttribute('ID') ?? '';
  const read = (name: string): string[] | null => (name === 'NameID' ? [textOf(nameId)] : valuesOf(assertion, name));
  const identity: ProvenIdentity = {
    subject: textOf(nameId).slice(0, 1_024),
    email: addressOf(read(attributes.email)?.[0]),
    name: plainText(read(attributes.name)?.[0]),
    groups: groupsOf(read(attributes.groups)),
    sessionIndex: statement.getAttribute('SessionIndex') || null,
    secondFactor: false,
  };
  if (identity.subject === '') throw new XmlRefused('the assertion names nobody');
  return {
    id,
    notOnOrAfterMs: Math.max(conditionsEndMs, confirmation.endMs),
    inResponseTo: confirmation.inResponseTo,
    identity,
  };
}

function confirmationOf(subject: Element, acsUrl: string, nowMs: number) {
  for (const confirmation of childrenOf(subject, ASSERTION, 'SubjectConfirmation')) {
    if (confirmation.getAttribute('Method') !== BEARER) continue;
    const [data] = childrenOf(confirmation, ASSERTION, 'SubjectConfirmationData');
    if (data === undefined || data.getAttribute('Recipient') !== acsUrl) continue;
    return { endMs: checkTimes(data, nowMs), inResponseTo: data.getAttribute('InResponseTo') || null };
  }
  throw new XmlRefused('the assertion is for another recipient');
}

function checkAudience(conditions: Element, entityId: string): void {
  const restrictions = childrenOf(conditions, ASSERTION, 'AudienceRestriction');
  const fits = restrictions.every((restriction) =>
    childrenOf(restriction, ASSERTION, 'Audience').some((audience) => textOf(audience) === entityId),
  );
  if (restrictions.length === 0 || !fits) throw new XmlRefused('the assertion is for another audience');
}

/** When what `element` limits ends. */
function checkTimes(element: Element, nowMs: number): number {
  const endMs = timeOf(element, 'NotOnOrAfter', NaN);
  if (Number.isNaN(endMs)) throw new XmlRefused('the assertion has no end');
  if (nowMs - CLOCK_SKEW_MS >= endMs) throw new XmlRefused('the assertion has expired');
  if (nowMs + CLOCK_SKEW_MS < timeOf(element, 'NotBefore', -Infinity))
    throw new XmlRefused('the assertion is not valid yet');
  return endMs;
}

function timeOf(element: Element, name: string, absent: number): number {
  const text = element.getAttribute(name);
  if (!text) return absent;
  const timeMs = Date.parse(text);
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) || Number.isNaN(timeMs))
    throw new XmlRefused(`${name} is no time in UTC`);
  return timeMs;
}

/** Null where the assertion does not have the attribute. */
function valuesOf(assertion: Element, name: string): string[] | null {
  const found = childrenOf(assertion, ASSERTION, 'AttributeStatement')
    .flatMap((statement) => childrenOf(statement, ASSERTION, 'Attribute'))
    .filter((attribute) => attribute.getAttribute('Name') === name);
  if (found.length === 0) return null;
  return found.flatMap((attribute) => descendantsOf(attribute, ASSERTION, 'AttributeValue').map(textOf));
}
