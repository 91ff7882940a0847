/** The house's rules: no hidden types, no forgotten promises, and the architecture's own boundaries. */
import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'
import architecture from './scripts/build/boundaries.mjs'

export default defineConfig(
  {
    ignores: ['.build/', '**/dist/', '**/node_modules/', 'data/', 'modules/*/assets/']
  },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { architecture },
    rules: {
      'architecture/boundaries': 'error',
      eqeqeq: 'error',
      'no-constant-condition': ['error', { checkLoops: 'allExceptWhileTrue' }],
      'no-dupe-else-if': 'error',
      'no-unreachable': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error'
    }
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      // `({ secret: _secret, ...rest })` leaves something out; Express tells an error handler by its four parameters.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // An async function without await still promises not to throw synchronously: often just what a contract asks.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true }
      ],
      // The Studio loads modules and actions when it runs, as Botpress does.
      '@typescript-eslint/no-require-imports': 'off',
      // It can't tell a function from a method where an interface declares it, and most here are functions.
      '@typescript-eslint/unbound-method': 'off'
    }
  },
  {
    // Botpress runs an action's file as the body of a function; the build puts what they share under each of them.
    files: ['modules/*/src/actions/**/*.js'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: Object.fromEntries(
        ['bp', 'event', 'args', 'temp', 'tell', 'person', 'sequence'].map(name => [name, 'readonly'])
      )
    },
    rules: { 'no-undef': 'error' }
  },
  {
    files: ['**/*.test.{ts,tsx}'],
    rules: {
      // Jest types its matchers (`expect.any(String)`) so that they fit everywhere, which this takes for a hidden type.
      '@typescript-eslint/no-unsafe-assignment': 'off'
    }
  },
  {
    files: ['**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error'
    }
  }
)
