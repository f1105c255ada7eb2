import type { Warning } from '../model/warnings.ts';
import type { HookManager } from './hook-manager.ts';

/** What to paste into a manager's own configuration, so that the whole team has the guard. */
const SNIPPETS: Partial<Readonly<Record<HookManager, readonly [string, string]>>> = {
  lefthook: [
    'lefthook.yml',
    `pre-commit:
  commands:
    pyc-guard:
      run: npx --no-install pyc-guard check
`,
  ],
  'simple-git-hooks': [
    'package.json',
    `"simple-git-hooks": {
  "pre-commit": "npx --no-install pyc-guard check"
}
`,
  ],
  hk: [
    'hk.pkl',
    `["pre-commit"] {
  steps {
    ["pyc-guard"] { check = "npx --no-install pyc-guard check" }
  }
}
`,
  ],
  'pre-commit': [
    '.pre-commit-config.yaml',
    `- repo: local
  hooks:
    - id: pyc-guard
      name: pyc-guard
      language: node
      additional_dependencies: [pyc-guard]
      entry: pyc-guard check
      pass_filenames: false
      always_run: true
`,
  ],
};

export const teamSnippets = (managers: readonly HookManager[]): Warning[] =>
  managers.flatMap((manager) => {
    const [file, snippet] = SNIPPETS[manager === 'prek' ? 'pre-commit' : manager] ?? [];
    if (file === undefined || snippet === undefined) return [];
    return [
      { code: 'team', message: `to have ${manager} run it for the whole team, add to ${file}:`, snippet },
    ];
  });
