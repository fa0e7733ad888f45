import { themeOf, THEME_COOKIE } from '@gatewayops/design';
import icon from '@gatewayops/design/icon.svg';
import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { texts } from '../texts';
import { StyleNonce } from '../shell/style-nonce';
import './globals.css';

export const metadata: Metadata = {
  title: { default: texts.product, template: `%s · ${texts.product}` },
  icons: { icon: icon.src },
};
export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

/** The theme is in the first byte of the page, so that nothing flashes. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value);
  const nonce = /'nonce-([^']+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1] ?? '';
  return (
    <html lang={texts.language} {...(theme === 'system' ? {} : { 'data-theme': theme })}>
      <body className="min-h-dvh font-sans antialiased">
        <StyleNonce nonce={nonce} />
        {children}
      </body>
    </html>
  );
}
