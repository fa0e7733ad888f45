import { XmlRefused, attributesOf, childrenOf, elementsOf } from './xml.js';

export const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
export const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion';
const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#';

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
/** Which algorithms may stand where. SHA-1 and HMAC are in none of the lists, whatever a library would take. */
const ALGORITHMS: Readonly<Record<string, readonly string[]>> = {
  SignatureMethod: [
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
    'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
  ],
  DigestMethod: ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'],
  CanonicalizationMethod: [EXCLUSIVE, INCLUSIVE],
  Transform: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', EXCLUSIVE, INCLUSIVE],
  EncryptionMethod: [
    'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
    'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  ],
};
/** Of the padding of RSA-OAEP, where a collision helps nobody. */
const OAEP_DIGESTS = [
  'http://www.w3.org/2000/09/xmldsig#sha1',
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2000/09/xmldsig#sha256',
];

/**
 * Refuses a response whose shape allows two readings of what was signed (signature wrapping): one response, one assertion,
 * plain or encrypted, as its child and nowhere else; each id once; signatures only as children of what they sign.
 * @returns the assertion, or what it is encrypted in
 * @throws XmlRefused
 */
export function checkResponse(root: Element): Element {
  expectRoot(root, PROTOCOL, 'Response');
  const all = elementsOf(root);
  refuse(all.filter(({ localName }) => localName === 'Response').length !== 1, 'it holds another response');
  const assertions = all.filter(({ localName }) => localName === 'Assertion' || localName === 'EncryptedAssertion');
  const [assertion] = assertions;
  refuse(assertion === undefined || assertions.length > 1, 'it has not one assertion');
  const here = [...childrenOf(root, ASSERTION, 'Assertion'), ...childrenOf(root, ASSERTION, 'EncryptedAssertion')];
  refuse(here[0] !== assertion, 'its assertion is not where assertions are');
  const signable = assertion?.localName === 'Assertion' ? [root, assertion] : [root];
  checkSignatures(all, signable);
  return assertion as Element;
}

/** As {@link checkResponse}, for an assertion that was decrypted. */
export function checkAssertion(root: Element): void {
  expectRoot(root, ASSERTION, 'Assertion');
  const all = elementsOf(root);
  const others = all.filter(({ localName }) => /^(?:Response|Assertion|EncryptedAssertion)$/.test(localName));
  refuse(others.length !== 1, 'the encrypted assertion holds another one');
  checkSignatures(all, [root]);
}

/** A request or an answer of a logout: it is signed itself. */
export function checkLogoutMessage(root: Element, name: 'LogoutRequest' | 'LogoutResponse'): void {
  expectRoot(root, PROTOCOL, name);
  const all = elementsOf(root);
  refuse(
    all.some((element) => element !== root && element.localName === name),
    'it holds another message',
  );
  checkSignatures(all, [root]);
  refuse(childrenOf(root, XMLDSIG, 'Signature').length !== 1, 'it is not signed');
}

function checkSignatures(all: readonly Element[], signable: readonly Element[]): void {
  refuseSharedIds(all);
  for (const element of all) {
    refuseAlgorithm(element);
    if (element.namespaceURI === XMLDSIG && /^(?:Object|Manifest|RetrievalMethod)$/.test(element.localName))
      throw new XmlRefused('a signature holds more than a signature');
    if (element.localName === 'Signature') checkSignature(element, signable);
  }
  for (const element of signable) {
    refuse(childrenOf(element, XMLDSIG, 'Signature').length > 1, 'something has two signatures');
  }
}

function checkSignature(signature: Element, signable: readonly Element[]): void {
  const parent = signable.find((element) => element === signature.parentNode);
  if (parent === undefined || signature.namespaceURI !== XMLDSIG)
    throw new XmlRefused('a signature is not where signatures are');
  const references = elementsOf(signature).filter(({ localName }) => localName === 'Reference');
  const [reference] = references;
  const id = parent.getAttribute('ID') ?? '';
  const fits = references.length === 1 && id !== '' && reference?.getAttribute('URI') === `#${id}`;
  refuse(!fits, 'a signature is not about what it stands in');
}

function refuseSharedIds(all: readonly Element[]): void {
  const seen = new Set<string>();
  for (const element of all) {
    for (const attribute of attributesOf(element)) {
      if (attribute.name.toLowerCase() !== 'id' && attribute.localName !== 'id') continue;
      refuse(
        seen.has(attribute.value) || !/^[A-Za-z_][\w.-]{0,255}$/.test(attribute.value),
        'an id is malformed or given twice',
      );
      seen.add(attribute.value);
    }
  }
}

function refuseAlgorithm(element: Element): void {
  const algorithm = element.getAttribute('Algorithm');
  if (!algorithm) return;
  const inEncryption = (element.parentNode as Element | null)?.localName === 'EncryptionMethod';
  const allowed = inEncryption ? OAEP_DIGESTS : (ALGORITHMS[element.localName] ?? []);
  refuse(
    !allowed.includes(algorithm),
    `the algorithm ${algorithm.slice(0, 100)} is not accepted for ${element.localName}`,
  );
}

function expectRoot(root: Element, namespace: string, name: string): void {
  refuse(root.localName !== name || root.namespaceURI !== namespace, `it is no ${name}`);
}

function refuse(condition: boolean, reason: string): void {
  if (condition) throw new XmlRefused(reason);
}
