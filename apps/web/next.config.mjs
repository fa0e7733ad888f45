import { fileURLToPath } from 'node:url';

/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  outputFileTracingRoot: fileURLToPath(new URL('../..', import.meta.url)),
  // The front (src/front) runs beside Next's server and is not traced by it.
  outputFileTracingIncludes: { '/*': ['../../node_modules/zod/**/*.{js,json}'] },
  turbopack: { root: fileURLToPath(new URL('../..', import.meta.url)) },
  poweredByHeader: false,
  images: { unoptimized: true },
  // Types are a check of their own: see tools/checks/src/all/steps.ts.
  typescript: { ignoreBuildErrors: true },
  experimental: { optimizePackageImports: ['@gatewayops/contracts', 'radix-ui', 'lucide-react'] },
};
