#!/bin/sh
# pyc-guard gate 1: keeps Python bytecode out of a bare repository. Needs git and nothing else.
# https://www.npmjs.com/package/pyc-guard
#
# Installed by `pyc-guard install` as pre-receive, removed by `pyc-guard uninstall`.
# Edits are lost with the next install, but not lines that are added at the end.

# include probe

# include earlier-with-stdin

# include switched-off

# In a shell of its own, so that nothing of it is left for the lines below.
check() (

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
)
[ -n "$off" ] || check "$@" || exit

# include end-with-stdin
