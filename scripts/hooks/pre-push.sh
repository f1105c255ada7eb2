#!/bin/sh
# pyc-guard gate 1: keeps Python bytecode out of every commit that is pushed. Needs git and nothing else.
# https://www.npmjs.com/package/pyc-guard
#
# Installed by `pyc-guard install --hook-type pre-push`, removed by `pyc-guard uninstall`.
# The next install undoes edits of these lines, but keeps lines that are added at the end.

# include probe

# include earlier-with-stdin

# include switched-off

# Runs in a subshell, so that lines which others add at the end find no variable or option changed.
check() (

# include pathspec-variables

remote=${1-}
# include pathspecs
set -f
IFS=$nl

failed() {
	echo 'pyc-guard: git could not tell what this push holds, so it is blocked.' >&2
	echo '  Fix the problem that git reports above, or skip this check once:' >&2
	echo '  git push --no-verify' >&2
	exit 1
}

# A line is "<local ref> <local id> <remote ref> <remote id>"; only the first may hold spaces (githooks(5)).
tips=$(for update in $updates; do
	rest=${update% *}
	rest=${rest% *}
	new=${rest##* }
	case $new in *[!0]*) echo "$new^{}" ;; esac
done)
known=$(for update in $updates; do
	old=${update##* }
	case $old in *[!0]*) echo "^$old" ;; esac
done)
[ -n "$tips" ] || exit 0

# include run-git

# include classify-objects

# New is what the remote does not have. After a forced push its old commit can be missing in this clone.
new_revisions() { printf '%s\n' "$commits" ${known:+"$known"}; }
range="--ignore-missing$nl--stdin$nl--not$nl--remotes=$remote"

# include check-push
printf '%s\n' \
	'  or, for the commits that no remote has:' \
	'  git filter-branch --index-filter "npx pyc-guard untrack" HEAD --not --remotes' \
	'  to allow test fixtures, then commit that and push again:' \
	'    npx pyc-guard allow "tests/fixtures/**"' \
	'  to skip this check once:' \
	'    git push --no-verify'
exit 1
)
[ -n "$off" ] || check "$@" || exit

# include end-with-stdin
