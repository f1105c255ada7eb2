#!/bin/sh
# pyc-guard gate 1: keeps Python bytecode out of a bare repository. Needs git and nothing else.
# https://www.npmjs.com/package/pyc-guard
#
# Installed by `pyc-guard install` as pre-receive, removed by `pyc-guard uninstall`.
# Edits are lost with the next install. A hook that was here before is kept beside this file and
# still runs: first, and with the same lines on stdin.

# include probe

# include previous-with-stdin

# include switched-off

# include pathspec-variables

# include pathspecs
set -f
IFS=$nl

failed() {
	echo 'pyc-guard: git could not tell what this push holds, so it is blocked.' >&2
	echo '  The owner of this repository can fix the problem that git reports above.' >&2
	exit 1
}

# A line is "<old id> <new id> <ref>" (githooks(5)).
tips=$(for update in $updates; do
	new=${update#* }
	new=${new%% *}
	case $new in *[!0]*) echo "$new^{}" ;; esac
done)
[ -n "$tips" ] || exit 0

# include run-git

# include classify-objects

# What any ref has is not new.
new_revisions() { printf '%s\n' "$commits"; }
range="--stdin$nl--not$nl--all"

# include judge-push
printf '%s\n' \
	'  to allow test fixtures, then commit that and push again:' \
	'    npx pyc-guard allow "tests/fixtures/**"'
exit 1
