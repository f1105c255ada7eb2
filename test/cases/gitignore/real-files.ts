/** The ignore files of eight real repositories at one commit, byte for byte, and the lines each lacks. */
export const REAL_FILES: readonly (readonly [name: string, file: string | null, missing: string])[] = [
  ['shmaller/rpg 45e7459', '*.pyc\n', 'cpj'],
  ['gulida/mtc e092429 (none at the top)', null, 'cpj'],
  [
    'gulida/mtc e092429, .idea/',
    '# Default ignored files\n/shelf/\n/workspace.xml\n# Editor-based HTTP Client requests\n/httpRequests/\n' +
      '# Datasource local storage ignored files\n/dataSources/\n/dataSources.local.xml\n',
    'cpj',
  ],
  ['mitdancetroupe/dt ef27f8f', 'data.db\n', 'cpj'],
  ['wrink/Runner 7de980e (none)', null, 'cpj'],
  ['01deniz/django_tutorial 801dd83, .idea/ (empty)', '', 'cpj'],
  [
    'zrax/pycdc a05ddec',
    '*.swp\n*.swo\n*.gcno\n*.gcda\n*.kdev4\n/.kdev4\n__pycache__\ntests-out\nbuild/\n.vscode/\n',
    'pj',
  ],
  ['zrax/pycdc a05ddec, scripts/', 'tarballs/\nPython-*/\nPython-*.conf.log\nPython-*.build.log\n', 'cpj'],
  ['RafaelBroseghini/CommuniPy 105a50a', '*/__pycache__/*\n', 'cpj'],
  ['han-yuexing/RCFNet_Conv_Resnet50_MHSA f3d0720 (none)', null, 'cpj'],
];
