#!/bin/sh
# pyc-guard gate 1: keeps Python bytecode out of branches, however they move. Needs git and nothing else.
# https://www.npmjs.com/package/pyc-guard
#
# Installed by `pyc-guard install --hook-type reference-transaction`, removed by `pyc-guard uninstall`.
# Edits are lost with the next install. A hook that was here before is kept beside this file and
# still runs: first, and with the same lines on stdin.

# include probe

nl='
'
# include previous
if [ -x "$previous" ]; then
	updates=$(while IFS= read -r line; do printf '%s\n' "$line"; done)
	{ [ -z "$updates" ] || printf '%s\n' "$updates" 2>/dev/null; } | "$previous" "$@" || exit
fi

# Only here can an update still be stopped, with all refs locked (githooks(5)).
[ "${1-}" = prepared ] || exit 0
# include switched-off

# A line is "<old value> <new value> <ref>"; tags, stashes, what is fetched and what is deleted pass.
branches() {
	while read -r old new ref; do
		case $ref in refs/heads/*) ;; *) continue ;; esac
		case $new in
		"$old" | ref:*) ;;
		*[!0]*) echo "$old $new $ref" ;;
		esac
	done
}
if [ -x "$previous" ]; then
	moves=$(printf '%s\n' "$updates" | branches)
else
	moves=$(branches)
fi
[ -n "$moves" ] || exit 0

# include pathspec-variables

# shellcheck disable=SC2016 # $py.class is a name, not a variable
set -- ':(top,icase)*.py[co]' ':(top,icase)*$py.class' ':(top,icase,glob)**/__pycache__/**'
allowed=':(top,exclude,attr:-pyc-guard)'
set -f
IFS=$nl

failed() {
	echo 'pyc-guard: git could not tell what this brings to the branch,' >&2
	echo '  so the branch stays as it is. Fix the problem that git reports above, or skip' >&2
	echo '  this check once: the same command with PYC_GUARD=0 in the environment' >&2
	exit 1
}

# include run-git

# What a branch was is not always told: zeros stand for "whatever it was" as well as for "nothing".
# A new branch names commits that are there already; only the first commit of all is looked at.
told='' untold='' empty=''
for move in $moves; do
	case ${move%% *} in
	ref:*) ;;
	*[!0]*)
		told=$told$move$nl
		continue
		;;
	esac
	untold=$untold${move##* }\ ${move#* }$nl
done
if [ -n "$untold" ]; then
	answers=$(printf '%s' "$untold" | run_git '' cat-file --batch-check='%(objectname) %(rest)') || failed
	unborn=$(git symbolic-ref -q HEAD) && [ "$(git rev-parse --is-bare-repository)" = false ] || unborn=''
	for answer in $answers; do
		case $answer in
		"$unborn missing")
			empty=$(git hash-object -t tree --stdin </dev/null) || failed
			for move in $moves; do
				[ "${move##* }" != "$unborn" ] || told=$told$empty\ ${move#* }$nl
			done
			;;
		*\ missing) ;;
		*) told=$told$answer$nl ;;
		esac
	done
fi

# include added-paths

count=0
shown=''
for move in $told; do
	was=${move%% *} branch=${move##* }
	will_be=${move#* }
	will_be=${will_be%% *}
	[ "$was" != "$will_be" ] || continue
	# trees alone are compared, with an index that is not there: reading a large one takes far longer
	GIT_INDEX_FILE=$0.no-index git --no-replace-objects diff-tree -r --quiet --no-renames --diff-filter=d \
		"$was" "$will_be" -- "$@"
	case $? in
	0) continue ;;
	1) ;;
	*) failed ;;
	esac

	find_attribute_source
	# Now exactly: a path is blocked that the branch gains or that changes in it, by one of the commits
	# that are new to it. So going back to before a clean-up passes, as does what others cleaned up.
	# A path passes where the new tip allows it, or its own commit did.
	since=$was
	[ "$was" != "$empty" ] || since='--glob=*'
	new_commits=$(run_git '' rev-list "$will_be" --not "$since") || failed
	gained=$nl$(run_git "$will_be" diff-tree -r --name-only --no-renames --diff-filter=d "$was" "$will_be" -- "$@" "$allowed")$nl ||
		failed
	found=$(printf '%s\n' "$new_commits" | added_paths "$will_be" "$@" "$allowed") || failed
	for line in $found; do
		case $line in *[!0-9a-f]*) ;; *)
			commit=$line own=''
			continue
			;;
		esac
		case $gained in *"$nl$line$nl"*) ;; *) continue ;; esac
		if [ $count -lt 20 ]; then
			[ -n "$own" ] || own=$nl$(echo "$commit" | added_paths "$commit" "$@" "$allowed")$nl || failed
			case $own in *"$nl$line$nl"*) ;; *) continue ;; esac
			shown=$shown$(printf '    %.12s  %s' "$commit" "$line")$nl
		fi
		count=$((count + 1)) blocked=${branch#refs/heads/}
	done
done
[ $count -gt 0 ] || exit 0

exec 1>&2
printf '%s\n' "pyc-guard: this would bring Python bytecode, or files inside __pycache__, to $blocked:" ''
printf '%s' "$shown"
[ $count -le 20 ] || echo "    and $((count - 20)) more"
printf '%s\n' '' \
	'The branch stays as it was and nothing is lost; index and files are as git left' \
	'them.' '' \
	'  after a commit, merge, cherry-pick or am:' \
	'    npx pyc-guard fix' \
	'    git commit                (or the same command with --continue)' \
	'  after a rebase:' \
	'    npx pyc-guard fix' \
	'    git commit -m "Untrack bytecode"' \
	'    git rebase --continue' \
	'  after a fast-forward:' \
	'    git reset --merge' \
	'    git merge --no-ff --no-commit THE-BRANCH' \
	'    npx pyc-guard fix' \
	'    git commit' \
	'  to give up:' \
	'    the same command with --abort, else git reset --merge' \
	'  to allow test fixtures, committed together with them:' \
	'    npx pyc-guard allow "tests/fixtures/**"' \
	'  to skip this check once:' \
	'    the same command with PYC_GUARD=0 in the environment'
exit 1
