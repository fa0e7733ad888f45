/**
 * What a page may do: run the scripts that carry the nonce of its answer, and what those load; talk to its own origin only.
 * `style-src-attr`: charts and pop-ups compute positions, which they write into the `style` attribute.
 */
export function pagePolicy(nonce: string, development: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self' data: blob:",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export interface PageHeaderOptions {
  policy: string;
  secure: boolean;
  hsts: 'auto' | 'always' | 'off';
  hstsMaxAgeSeconds: number;
}

export function pageHeaders({ policy, secure, hsts, hstsMaxAgeSeconds }: PageHeaderOptions): Record<string, string> {
  const strict = hsts === 'always' || (hsts === 'auto' && secure);
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
    ...(strict ? { 'strict-transport-security': `max-age=${hstsMaxAgeSeconds}; includeSubDomains` } : {}),
  };
}
