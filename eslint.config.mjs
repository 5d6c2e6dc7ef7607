import js from '@eslint/js';
import jupyter from '@jupyter/eslint-plugin';
import prettier from 'eslint-plugin-prettier/recommended';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Features meet each other only through tokens.ts. */
const FEATURES = ['panel', 'forms', 'here', 'storage', 'presence', 'leaving'];

/** The direction of imports: `server <- aws <- spaces, jobs <- ui <- features <- index`. */
const forbid = (...folders) => ({
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        {
          group: folders.flatMap(folder => [
            `../${folder}/*`,
            `../../${folder}/*`
          ]),
          message: 'See the direction of imports in eslint.config.mjs.',
          allowTypeImports: false
        }
      ]
    }
  ]
});

/** Calls that jupyterlab-translate would not see: it knows `trans`, `props.trans`, `this._trans`. */
const unseen = {
  selector:
    'CallExpression > MemberExpression.callee[property.name=/^_(_|n|p|np)$/]:not([object.name="trans"], [object.object.name="props"], [object.object.type="ThisExpression"][object.property.name="_trans"])',
  message: 'First `const { trans } = …`: jupyterlab-translate looks for that.'
};

export default tseslint.config(
  {
    ignores: [
      '**/node_modules',
      '**/lib',
      '.venv',
      '.local',
      'coverage',
      '**/*.js',
      '**/*.d.ts',
      'jupyterlab_sagemaker_spaces/labextension',
      'ui-tests/test-results',
      'ui-tests/playwright-report'
    ]
  },
  js.configs.recommended,
  tseslint.configs.recommended,
  { plugins: { jupyter } },
  jupyter.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: {
      globals: { ...globals.browser, ...globals.es2021 },
      parserOptions: {
        project: ['tsconfig.json', 'ui-tests/tsconfig.json'],
        sourceType: 'module'
      }
    },
    rules: {
      '@typescript-eslint/naming-convention': [
        'error',
        {
          selector: 'interface',
          format: ['PascalCase'],
          custom: { regex: '^I[A-Z]', match: true }
        }
      ],
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-namespace': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { args: 'none' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true }
      ],
      // All that is loaded before first use is a few KB; what is large (the SDK) is a chunk of its own.
      'jupyter/prefer-lazy-imports': 'off',
      curly: ['error', 'all'],
      eqeqeq: 'error',
      'prefer-arrow-callback': 'error'
    }
  },
  {
    files: ['src/server/*'],
    rules: forbid('aws', 'spaces', 'jobs', 'ui', ...FEATURES)
  },
  // What AWS answers is translated to the domain's types: the one look back.
  { files: ['src/aws/*'], rules: forbid('jobs', 'ui', ...FEATURES) },
  { files: ['src/{spaces,jobs}/*'], rules: forbid('ui', ...FEATURES) },
  { files: ['src/ui/*'], rules: forbid('aws', ...FEATURES) },
  ...FEATURES.map(feature => ({
    files: [`src/${feature}/*`, `src/${feature}/!(__tests__)/*`],
    rules: forbid('aws', ...FEATURES.filter(other => other !== feature))
  })),
  {
    files: ['src/**'],
    rules: { 'no-restricted-syntax': ['error', unseen] }
  },
  {
    files: ['src/**'],
    ignores: ['src/*/plugin.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        unseen,
        {
          selector: 'ImportSpecifier[imported.name="JupyterFrontEnd"]',
          message: 'JupyterFrontEnd appears in plugin.ts only.'
        }
      ]
    }
  },
  prettier
);
