#!/bin/sh
# pyc-guard gate 1: keeps Python bytecode out of a bare repository. Needs git and nothing else.
# https://www.npmjs.com/package/pyc-guard
#
# Installed by `pyc-guard install` as pre-receive, removed by `pyc-guard uninstall`.
# The next install undoes edits of these lines, but keeps lines that are added at the end.

# include probe

# include earlier-with-stdin

# include switched-off

# Runs in a subshell, so that lines which others add at the end find no variable or option changed.
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

# New is what no ref of this repository reaches.
new_revisions() { printf '%s\n' "$commits"; }
range="--stdin$nl--not$nl--all"

# include check-push
printf '%s\n' \
	'  to allow test fixtures, then commit that and push again:' \
	'    npx pyc-guard allow "tests/fixtures/**"'
exit 1
)
[ -n "$off" ] || check "$@" || exit

# include end-with-stdin
