import type { Warning } from '../model/warnings.ts';
import type { HookManager } from './hook-manager.ts';

/** Needs neither Node nor npx at a commit, but the package as a dependency of the project. */
const HOOK = 'sh node_modules/pyc-guard/hooks/pre-commit';

/** What to paste into a manager's own configuration, so that the whole team has the hook. */
const SNIPPETS: Partial<Readonly<Record<HookManager, readonly [string, string]>>> = {
  lefthook: [
    'lefthook.yml',
    `pre-commit:
  commands:
    pyc-guard:
      run: ${HOOK}
pre-merge-commit:
  commands:
    pyc-guard:
      run: ${HOOK}
`,
  ],
  'simple-git-hooks': [
    'package.json',
    `"simple-git-hooks": {
  "pre-commit": "${HOOK}",
  "pre-merge-commit": "${HOOK}"
}
`,
  ],
  hk: [
    'hk.pkl',
    `["pre-commit"] {
  steps {
    ["pyc-guard"] { check = "${HOOK}" }
  }
}
`,
  ],
  'pre-commit': [
    '.pre-commit-config.yaml',
    `- repo: local
  hooks:
    - id: pyc-guard
      name: no Python bytecode
      language: system
      entry: ${HOOK}
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
