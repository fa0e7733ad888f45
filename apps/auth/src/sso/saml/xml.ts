import { DOMParser } from '@xmldom/xmldom';

/** XML that we do not read, and why, in words for an administrator. */
export class XmlRefused extends Error {
  override readonly name = 'XmlRefused';
}

const CHARACTERS_MAX = 524_288;
const ELEMENTS_MAX = 5_000;
const DEPTH_MAX = 60;
const ELEMENT = 1;
const TEXT = 3;
const ATTRIBUTE_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

/**
 * Reads a document that holds elements, attributes and text, and nothing else: no document type and so no entities of its own,
 * no comments, CDATA sections or processing instructions, by which two readers may see two documents.
 * @throws XmlRefused
 */
export function parseXml(text: string): Element {
  if (text.length > CHARACTERS_MAX) throw new XmlRefused('it is too large');
  if (/<!/.test(text)) throw new XmlRefused('it has a document type, an entity, a comment or a CDATA section');
  const problems: string[] = [];
  const note = (message: string) => void problems.push(message);
  const parser = new DOMParser({ locator: {}, errorHandler: { warning: note, error: note, fatalError: note } });
  let root: Element | null;
  try {
    root = parser.parseFromString(text, 'text/xml').documentElement;
  } catch {
    throw new XmlRefused('it is not well-formed');
  }
  if (!root || problems.length > 0) throw new XmlRefused('it is not well-formed');
  refuseOddities(root);
  return root;
}

function refuseOddities(root: Element): void {
  let elements = 0;
  const visit = (node: Node, depth: number): void => {
    if (node.nodeType === TEXT) return;
    if (node.nodeType !== ELEMENT) throw new XmlRefused('it has more than elements and text');
    if (++elements > ELEMENTS_MAX || depth > DEPTH_MAX) throw new XmlRefused('it has too many elements');
    for (let child = node.firstChild; child; child = child.nextSibling) visit(child, depth + 1);
  };
  visit(root, 0);
  for (let sibling = root.nextSibling; sibling; sibling = sibling.nextSibling) {
    if (sibling.nodeType === ELEMENT) throw new XmlRefused('it has two roots');
  }
}

/** Elements of this name directly in `parent`. */
export function childrenOf(parent: Element, namespace: string, name: string): Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    const element = node as Element;
    if (node.nodeType === ELEMENT && element.localName === name && element.namespaceURI === namespace)
      found.push(element);
  }
  return found;
}

/** The only element of this name in `parent`. @throws XmlRefused */
export function childOf(parent: Element, namespace: string, name: string): Element {
  const [first, second] = childrenOf(parent, namespace, name);
  if (first === undefined || second !== undefined) throw new XmlRefused(`it has not one ${name}`);
  return first;
}

export const descendantsOf = (root: Element, namespace: string, name: string): Element[] =>
  Array.from(root.getElementsByTagNameNS(namespace, name));

/** The root and everything in it. */
export const elementsOf = (root: Element): Element[] => [root, ...Array.from(root.getElementsByTagName('*'))];

export const textOf = (element: Element): string => (element.textContent ?? '').trim();

/** Attributes but for declarations of namespaces. */
export const attributesOf = (element: Element) =>
  Array.from(element.attributes).filter((attribute) => attribute.namespaceURI !== ATTRIBUTE_NAMESPACE);
