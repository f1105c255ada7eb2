previous=${0%.legacy}.before-pyc-guard # pre-commit(.com) and prek keep this file with .legacy at its end
