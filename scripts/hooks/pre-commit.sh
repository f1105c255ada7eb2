#!/bin/sh
# pyc-guard gate 1: keeps Python bytecode out of commits. Needs git and nothing else.
# https://www.npmjs.com/package/pyc-guard
#
# Installed by `pyc-guard install` as pre-commit and pre-merge-commit, removed by `pyc-guard uninstall`.
# Edits are lost with the next install. A hook that was here before is kept beside this file and
# still runs: first, because it may change what will be committed.

# include probe

# include previous
if [ -x "$previous" ]; then
	"$previous" "$@" || exit
fi

# include switched-off

# include pathspec-variables

# Deletions pass (d), renames count as additions, and nothing in the user's configuration may hide
# or run anything: external diffs, submodule settings, an order file that is not there, a monitor.
# shellcheck disable=SC2016 # $py.class is a name, not a variable
staged_paths() {
	git -c core.fsmonitor=false "$@" --cached --no-renames --no-ext-diff --ignore-submodules=none --diff-filter=d -O/dev/null -- \
		':(top,icase)*.py[co]' ':(top,icase)*$py.class' ':(top,icase,glob)**/__pycache__/**' ${attribute:+"$attribute"}
}
attribute=':(top,exclude,attr:-pyc-guard)'

staged_paths diff --quiet
status=$?
[ $status -ne 0 ] || exit 0

exec 1>&2
if [ $status -ne 1 ]; then
	echo "pyc-guard: git could not compare the index with HEAD (exit code $status),"
	echo '  so this commit is blocked. Fix the problem that git reports above, or skip'
	echo '  this check once: git commit --no-verify'
	exit 1
fi

echo 'pyc-guard: this commit holds Python bytecode, or files inside __pycache__:'
echo
# quotePath keeps control characters and bidi marks in names away from the terminal
list() { staged_paths -c core.quotePath=true diff --no-color --name-only; }
found=$(list)
pycache='__[pP][yY][cC][aA][cC][hH][eE]__'
count=0 pyc='' class='' top='' inside=''
IFS='
'
set -f
for name in $found; do
	count=$((count + 1))
	[ $count -gt 20 ] || printf '    %s\n' "$name"
	case $name in
	*.[pP][yY][cCoO] | *.[pP][yY][cCoO]\") pyc='*.py[co]' ;;
	*\$[pP][yY].[cC][lL][aA][sS][sS] | *\$[pP][yY].[cC][lL][aA][sS][sS]\") class='*?py.class' ;;
	$pycache/* | \"$pycache/*) top='__pycache__/*' ;;
	*) inside='*/__pycache__/*' ;;
	esac
done
[ $count -le 20 ] || echo "    and $((count - 20)) more"
printf '%s\n' '' \
	'Bytecode differs on every machine and changes in every commit, can give away' \
	'paths and secrets, and Python may run it instead of the source you reviewed.' '' \
	'  remove and ignore it          npx pyc-guard fix'
[ -z "$top$inside" ] || echo '  other files in __pycache__    npx pyc-guard untrack --stray'
printf '%s\n' \
	'  allow test fixtures           npx pyc-guard allow "tests/fixtures/**"' \
	'  skip this check once          git commit --no-verify' \
	'  only take it out of this commit:'
# As many pathspecs a line as fit into 80 columns, in quotes that sh, cmd.exe and PowerShell know.
kept='' line=''
[ "$found" = "$(attribute='' && list)" ] || kept=' ":(top,exclude,attr:-pyc-guard)"'
for pattern in $pyc $class $top $inside; do
	pathspec=" \":(top,icase)$pattern\""
	if [ -n "$line" ] && [ $((${#line} + ${#pathspec} + ${#kept})) -gt 63 ]; then
		echo "  git reset -q --$line$kept"
		line=''
	fi
	line=$line$pathspec
done
echo "  git reset -q --$line$kept"
exit 1
