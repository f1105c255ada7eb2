#!/bin/sh
# pyc-guard gate 1: for pre-commit (https://pre-commit.com) and prek, which start it as .pre-commit-hooks.yaml
# says. Needs git and nothing else.
#
# If PRE_COMMIT_FROM_REF and PRE_COMMIT_TO_REF are set, it checks each commit between them. Otherwise it
# checks what is staged, and the files named as arguments (with --all-files: every tracked file).

# include switched-off
[ -z "$off" ] || exit 0

from=${PRE_COMMIT_FROM_REF-} to=${PRE_COMMIT_TO_REF-}
if [ -z "$from" ] || [ -z "$to" ]; then
	sh "${0%/*}/pre-commit" || exit
fi

# include pathspec-variables

failed() {
	echo 'pyc-guard: git could not tell what is to be looked at, so this does not pass.' >&2
	echo '  Fix the problem that git reports above.' >&2
	exit 1
}

# include run-git

# include safe-name

# True for a cache file, anything in a folder named __pycache__, and a link or submodule of that name.
is_cache_name() {
	case $1 in
	*.[pP][yY][cCoO] | *\$[pP][yY].[cC][lL][aA][sS][sS]) ;;
	__[pP][yY][cC][aA][cC][hH][eE]__/* | */__[pP][yY][cC][aA][cC][hH][eE]__/*) ;;
	__[pP][yY][cC][aA][cC][hH][eE]__ | */__[pP][yY][cC][aA][cC][hH][eE]__) [ -h "$1" ] || [ -d "$1" ] ;;
	*) false ;;
	esac
}

# Counts the names that no attribute allows, and notes the first 20. git quotes control characters in them.
check_attributes() {
	answers=$(strict_git check-attr pyc-guard -- "$@") || failed
	for answer in $answers; do
		case $answer in *': pyc-guard: unset') continue ;; esac
		count=$((count + 1))
		[ $count -le 20 ] || continue
		safe_name "${answer%: pyc-guard: *}"
		shown="$shown    $safe$nl"
	done
}

# sh has one list, its arguments: they are replaced by the cache files among them, up to 200 for each git.
check_names() {
	count=0 shown='' none=yes
	for name; do
		is_cache_name "$name" || continue
		if [ -n "$none" ]; then set -- "$name"; else set -- "$@" "$name"; fi
		none=''
		if [ $# -ge 200 ]; then
			check_attributes "$@"
			none=yes
		fi
	done
	[ -n "$none" ] || check_attributes "$@"
	[ $count -gt 0 ] || exit 0
	exec 1>&2
	echo 'pyc-guard: these files are Python bytecode, or lie inside __pycache__:'
	printf '\n%s' "$shown"
	[ $count -le 20 ] || echo "    and $((count - 20)) more"
	printf '%s\n' '' \
		'Bytecode differs on every machine and changes in every commit, can give away' \
		'paths and secrets, and Python may run it instead of the source you reviewed.' '' \
		'  remove and ignore it          npx pyc-guard fix' \
		'  other files in __pycache__    npx pyc-guard untrack --stray' \
		'  allow test fixtures           npx pyc-guard allow "tests/fixtures/**"' \
		'  without Node, file by file    git rm --cached FILE' \
		'  and for test fixtures         a line "tests/fixtures/** -pyc-guard"' \
		'                                in .gitattributes'
	exit 1
}

nl='
'
set -f
IFS=$nl
if [ -z "$from" ] || [ -z "$to" ]; then
	for name; do
		! is_cache_name "$name" || check_names "$@"
	done
	exit 0
fi

tips="$to^{}"
# include pathspecs

# include classify-objects

new_revisions() { printf '%s\n' "$commits" "^$from"; }
range=--stdin what='these commits hold'

# include check-push
printf '%s\n' \
	'  to allow test fixtures, then commit that:' \
	'    npx pyc-guard allow "tests/fixtures/**"'
exit 1
