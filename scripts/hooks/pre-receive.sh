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
tips=''
for update in $updates; do
	new=${update#* }
	new=${new%% *}
	case $new in *[!0]*) tips=$tips$new^{}$nl ;; esac
done
[ -n "$tips" ] || exit 0

# Runs git with the attributes that the tree of $1 gives, where $1 is not empty. Before git 2.41 that
# takes an index of it beside an empty work tree; git throws the quarantine away with all that is in it.
attributes=''
find_attribute_source() {
	attributes=--attr-source=
	git --attr-source=HEAD version >/dev/null 2>&1 || attributes=''
}
run_git() {
	tree=$1
	shift
	if [ -z "$tree" ] || [ -n "$attributes" ]; then
		git --no-replace-objects -c core.quotePath=true ${tree:+"$attributes$tree"} "$@"
	else
		index=${GIT_QUARANTINE_PATH:?}/.pyc-guard-index
		GIT_INDEX_FILE=$index git read-tree "$tree" &&
			GIT_INDEX_FILE=$index GIT_WORK_TREE=$GIT_QUARANTINE_PATH \
				git --no-replace-objects -c core.quotePath=true "$@"
	fi
}

# include classify-objects

# Walks with git's $2 from the commits $1 to what any ref has already.
rev_walk() {
	revisions=$1
	shift
	printf '%s' "$revisions" | run_git '' "$@" --stdin --not --all --
}

# include judge-push
printf '%s\n' \
	'  to allow test fixtures, then commit that and push again:' \
	'    npx pyc-guard allow "tests/fixtures/**"'
exit 1
