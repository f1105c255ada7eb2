#!/bin/sh
# pyc-guard gate 1: keeps Python bytecode out of every commit that is pushed. Needs git and nothing else.
# https://www.npmjs.com/package/pyc-guard
#
# Installed by `pyc-guard install --hook-type pre-push`, removed by `pyc-guard uninstall`.
# Edits are lost with the next install, but not lines that are added at the end.

# include probe

# include earlier-with-stdin

# include switched-off

# In a shell of its own, so that nothing of it is left for the lines below.
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

# What the remote has is not new. Its side of a forced push may be missing here.
new_revisions() { printf '%s\n' "$commits" ${known:+"$known"}; }
range="--ignore-missing$nl--stdin$nl--not$nl--remotes=$remote"

# include judge-push
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
