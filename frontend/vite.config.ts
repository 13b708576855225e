import { defineConfig } from 'vitest/config';

const api = process.env.ALONGSIDE_API ?? 'http://localhost:8000';

export default defineConfig({
  // Dates are shown in the zone that is asked for, so the tests run far from all of them.
  test: { include: ['tests/**/*.test.{ts,tsx}'], env: { TZ: 'Pacific/Auckland' } },
  // As calls of h, elements take less room than as objects with their children in them: more than a kilobyte in all.
  oxc: { jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' }, jsxInject: "import { Fragment, h } from 'preact'" },
  build: {
    target: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
    // What every page needs comes as one file, and so does signing in: a page is three requests and not ten.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'common', test: /node_modules|src\/(api|i18n|me|shell|ui\/(?!Copy)|shared\/(?!Answers|Helps|OnBehalf|[rR]eadBy))/ },
            { name: 'door', test: /features\/identity\/(SignIn|SignInForm|PasswordField|words)\./ },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', proxy: { '/api': api, '/openapi.json': api } },
});
