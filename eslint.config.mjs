import tseslint from 'typescript-eslint';
import lit from 'eslint-plugin-lit';

/** Text from outside becomes text nodes only (T-01): no raw-HTML sink, no blocking dialog (it halts the desktop). */
const unsafeSinks = [
  {
    selector: 'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML|srcdoc)$/]',
    message: 'Raw HTML sink: use a Lit template or textContent.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(insertAdjacentHTML|createContextualFragment)$/], CallExpression[callee.object.name="document"][callee.property.name=/^write/]',
    message: 'Raw HTML sink: use a Lit template or textContent.',
  },
  {
    selector: 'CallExpression[callee.name=/^(alert|confirm|prompt|eval)$/]',
    message: 'Blocks the whole desktop, or runs text as code.',
  },
  {selector: 'ImportSpecifier[imported.name=/^unsafe/]', message: 'No unsafe directives.'},
];

export default tseslint.config(
  {ignores: ['dist/', 'node_modules/', 'test-results/']},
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', {argsIgnorePattern: '^_', varsIgnorePattern: '^_'}],
      eqeqeq: 'error',
      'prefer-const': 'error',
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {selector: 'TSEnumDeclaration', message: 'Use a union of strings.'},
        {selector: 'TSParameterProperty', message: 'Write the field and the assignment.'},
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: {lit},
    rules: {
      ...lit.configs.recommended.rules,
      'no-restricted-syntax': [
        'error',
        {selector: 'TSEnumDeclaration', message: 'Use a union of strings.'},
        {selector: 'TSParameterProperty', message: 'Write the field and the assignment.'},
        ...unsafeSinks,
      ],
    },
  },
  {
    files: ['standin/main.ts', 'bench/**/*.ts', 'src/base/log.ts', 'test/**/*.ts'],
    rules: {'no-console': 'off'},
  },
  {files: ['test/**/*.ts'], rules: {'@typescript-eslint/no-unused-expressions': 'off'}},
);
