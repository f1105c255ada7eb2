#!/bin/sh
# pyc-guard gate 1: keeps Python bytecode out of commits. Needs git and nothing else.
# https://www.npmjs.com/package/pyc-guard
#
# Installed by `pyc-guard install` as pre-commit and pre-merge-commit, removed by `pyc-guard uninstall`.
# The next install undoes edits of these lines, but keeps lines that are added at the end.

# include probe

# include earlier
case ${1-} in --run*)
	run_earlier "$@" || earlier_failed $? "$2"
	unset PYC_GUARD_HOOK
	;;
esac

# include switched-off

# include pathspec-variables

# include pathspecs

# Compares the whole index with HEAD. A sparse index is expanded in memory and replacement objects are
# ignored; deletions are left out, a rename is an addition. The other options override settings that could
# hide a path or run a program: diff.external, diff.relative in a subfolder, submodule.*.ignore,
# diff.orderFile, core.fsmonitor.
staged() {
	shown_as=$1
	shift
	git --no-replace-objects -c core.fsmonitor= -c core.quotePath=true -c index.sparse=false \
		-c advice.sparseIndexExpanded=false diff --cached "$shown_as" --no-color --no-renames \
		--no-ext-diff --no-relative --ignore-submodules=none --diff-filter=d -O/dev/null -- "$@"
}

failed() {
	echo "pyc-guard: git could not compare the index with HEAD (exit code $1)," >&2
	echo '  so this commit is blocked. Fix the problem that git reports above, or skip' >&2
	echo '  this check once: git commit --no-verify' >&2
	exit 1
}

# include suspect-path

# Runs in a subshell, so that lines which others add at the end find no variable or option changed.
report() (

# core.quotePath has git escape control characters and bidi marks in names
lines=$(staged --raw "$@" "$not_allowed") || failed $?
count=0 shown='' pyc='' class='' top='' inside='' link=''
nl='
'
IFS=$nl
set -f
for line in $lines; do
	is_suspect "$line" || continue
	count=$((count + 1))
	if [ $count -le 20 ]; then
		safe_name "$path"
		shown="$shown    $safe$nl"
	fi
	# shellcheck disable=SC2254 # it is a pattern
	case $path in
	*.[pP][yY][cCoO] | *.[pP][yY][cCoO]\") pyc='*.py[co]' ;;
	*\$[pP][yY].[cC][lL][aA][sS][sS] | *\$[pP][yY].[cC][lL][aA][sS][sS]\") class='*?py.class' ;;
	$pycache | $pycache/* | \"$pycache/*) top='__pycache__' ;;
	*/$pycache | */$pycache\") link='*/__pycache__' ;;
	*) inside='*/__pycache__/*' ;;
	esac
done
[ $count -gt 0 ] || exit 0

exec 1>&2
echo 'pyc-guard: this commit holds Python bytecode, or files inside __pycache__:'
printf '\n%s' "$shown"
[ $count -le 20 ] || echo "    and $((count - 20)) more"
printf '%s\n' '' \
	'Bytecode differs on every machine and changes in every commit, can give away' \
	'paths and secrets, and Python may run it instead of the source you reviewed.' '' \
	'  remove and ignore it          npx pyc-guard fix'
[ -z "$top$inside$link" ] || echo '  other files in __pycache__    npx pyc-guard untrack --stray'
printf '%s\n' \
	'  allow test fixtures           npx pyc-guard allow "tests/fixtures/**"' \
	'  skip this check once          git commit --no-verify' \
	'  only take it out of this commit:'
# As many pathspecs a line as fit into 80 columns, in quotes that sh, cmd.exe and PowerShell know.
kept='' command=''
[ "$lines" = "$(staged --raw "$@")" ] || kept=' ":(top,exclude,attr:-pyc-guard)"'
for pattern in $pyc $class $top $inside $link; do
	pathspec=" \":(top,icase)$pattern\""
	if [ -n "$command" ] && [ $((${#command} + ${#pathspec} + ${#kept})) -gt 63 ]; then
		echo "  git reset -q --$command$kept"
		command=''
	fi
	command=$command$pathspec
done
echo "  git reset -q --$command$kept"
exit 1
)

status=0
[ -n "$off" ] || staged --quiet "$@" "$not_allowed" || status=$?
case $status in
0) ;;
1) report "$@" || exit ;;
*) failed $status ;;
esac
# include end
