const base = require('@jupyterlab/testing/lib/jest-config')(__dirname);

/** Packages that are published as ES modules only. */
const esModules = [
  '@codemirror',
  '@jupyter/(react-components|web-components|ydoc)',
  '@jupyterlab',
  '@marijn',
  '@microsoft',
  '@rjsf',
  'color',
  'exenv-es6',
  'lib0',
  'marked',
  'nanoid',
  'vscode-ws-jsonrpc',
  'y-protocols',
  'y-websocket',
  'yjs'
].join('|');

module.exports = {
  ...base,
  moduleNameMapper: {
    ...base.moduleNameMapper,
    // The address of a file, which the build alone knows.
    '\\?address$': '@jupyterlab/testing/lib/jest-file-mock.js'
  },
  testEnvironmentOptions: { customExportConditions: ['node', 'node-addons'] },
  modulePathIgnorePatterns: [
    '<rootDir>/jupyterlab_sagemaker_spaces',
    '<rootDir>/.venv',
    '<rootDir>/.local',
    '<rootDir>/lib'
  ],
  testRegex: 'src/(.*/)?__tests__/.*\\.spec\\.tsx?$',
  transformIgnorePatterns: [`/node_modules/(?!${esModules}).+`],
  collectCoverage: false,
  reporters: ['default']
};
