#!/bin/sh
# pyc-guard gate 1: keeps Python bytecode out of branches, however they move. Needs git and nothing else.
# https://www.npmjs.com/package/pyc-guard
#
# Installed by `pyc-guard install --hook-type reference-transaction`, removed by `pyc-guard uninstall`.
# The next install undoes edits of these lines, but keeps lines that are added at the end.

# include probe

# include earlier
# include switched-off

state=${1-}
case $state in --run*) state=$3 ;; esac

nl='
'
updates=''
# In the state "prepared" all refs are locked and the update can still be stopped (githooks(5)).
if [ "$state" = prepared ]; then
	while IFS= read -r line; do
		updates=$updates$line$nl
		# Mostly there are two lines. The others are read by a subshell: adding to a long variable is slow.
		case $updates in *"$nl"*"$nl"*"$nl")
			updates=$updates$(while IFS= read -r line; do printf '%s\n' "$line"; done)
			;;
		esac
	done
	updates=${updates%"$nl"}
fi
case ${1-} in --run*)
	if [ "$state" = prepared ]; then
		{ [ -z "$updates" ] || printf '%s\n' "$updates" 2>/dev/null; } | run_earlier "$@" || earlier_failed $? "$2"
	else
		run_earlier "$@" || earlier_failed $? "$2"
	fi
	shift 2
	;;
esac

# include pathspec-variables

failed() {
	echo 'pyc-guard: git could not tell what this brings to the branch,' >&2
	echo '  so the branch stays as it is. Fix the problem that git reports above, or skip' >&2
	echo '  this check once: the same command with PYC_GUARD=0 in the environment' >&2
	exit 1
}

# Compares trees with each other. Git is given an index that does not exist, as reading a large one takes
# far longer.
compare_trees() {
	GIT_INDEX_FILE=$0.no-index git --no-replace-objects diff-tree -r --no-renames --ignore-submodules=none \
		--diff-filter=d "$@"
}

# Mostly one branch moves to a commit that adds nothing to block. That takes one git and no subshell.
check() {
# include pathspecs
case $moves in
*"$nl"* | 0000000* | ref:*) ;;
*)
	new=${moves#* }
	compare_trees --quiet "${moves%% *}" "${new%% *}" -- "$@"
	case $? in
	0) return 0 ;;
	1) ;;
	*) failed ;;
	esac
	;;
esac
check_all "$@"
}

# Runs in a subshell, so that lines which others add at the end find no variable or option changed.
check_all() (
set -f
IFS=$nl

# include run-git

is_bare() {
	bare=$(git rev-parse --is-bare-repository) || failed
	[ "$bare" = true ]
}

# An old value of zeros means "any value" or "no branch yet", so git is asked what the branch is now.
# A new branch names commits that are there already: only the first branch of all is checked.
known=$moves asked='' first=''
case $moves in
*"$nl"*)
	case $nl$moves in *"$nl"0000000* | *"$nl"ref:*)
		known=$(for move in $moves; do
			case ${move%% *} in ref:*) ;; *[!0]*) echo "$move" ;; esac
		done)
		asked=$(for move in $moves; do
			case ${move%% *} in ref:*) ;; *[!0]*) continue ;; esac
			echo "${move##* } ${move#* }"
		done)
		;;
	esac
	;;
0000000* | ref:*) known='' asked="${moves##* } ${moves#* }" ;;
esac
if [ -n "$asked" ]; then
	answers=$(printf '%s\n' "$asked" | run_git '' cat-file --batch-check='%(objectname) %(rest)') || failed
	existing=$(for answer in $answers; do
		case $answer in *\ missing | *\ ambiguous) ;; *) echo "$answer" ;; esac
	done)
	# For a name that is no ref, git can have found something else (gitrevisions(7)): for refs/heads/x-g1234567
	# the commit 1234567, for refs/heads/x the ref refs/tags/refs/heads/x.
	if [ -n "$existing" ]; then
		absent=$(printf '%s\n' "$existing" | run_git '' show-ref --exclude-existing) || failed
		[ -z "$absent" ] || existing=$(for answer in $existing; do
			case $nl$absent$nl in *"$nl$answer$nl"*) ;; *) echo "$answer" ;; esac
		done)
	fi
	known=$known${known:+$nl}$existing
	if [ "$existing" != "$answers" ]; then
		unborn=$(git symbolic-ref -q HEAD 2>/dev/null)
		case $? in
		0) ;;
		1) git rev-parse --quiet --verify HEAD >/dev/null || failed ;; # detached, or it could not be read
		*)
			# From git 2.46 on, a bare clone makes its branches before HEAD can be read.
			is_bare || {
				git symbolic-ref -q HEAD >/dev/null
				failed
			}
			;;
		esac
		case $known$nl in
		*" $unborn$nl"*) ;;
		*)
			for move in $moves; do
				[ "${move##* }" != "$unborn" ] || first=$move
			done
			;;
		esac
		[ -z "$first" ] || ! is_bare || first=''
	fi
fi

# First, one git compares the trees of all branches. --always prints every commit, with its matching paths
# below it; git omits a missing commit without an error. --root lists every file of a commit without a parent.
hits=''
if [ -n "$known" ]; then
	pairs=$(for move in $known; do
		new=${move#* }
		echo "${new%% *} ${move%% *}"
	done)
	commits=$(for pair in $pairs; do echo "${pair%% *}"; done)
	lines=$(printf '%s\n' "$pairs" | compare_trees --stdin --always --root --name-only -- "$@") || failed
	if [ "$lines" != "$commits" ]; then
		[ "$(for line in $lines; do
			case $line in *[!0-9a-f]*) ;; *) echo "$line" ;; esac
		done)" = "$commits" ] || failed
		hits=$nl$(for line in $lines; do
			case $line in *[!0-9a-f]*) echo "$commit" ;; *) commit=$line ;; esac
		done)$nl
	fi
fi
[ -n "$hits$first" ] || exit 0

# include added-paths

# include suspect-path

# Then, for each branch with a match: a path is blocked if it is new or changed in the branch and a commit
# that is new to the branch adds it. So resetting to a commit before a clean-up passes.
# The attributes of the branch's new tip count, since the path is there.
check_branch() { # $1: the branch, $2: its old commit, $3: its new one; the rest are pathspecs
	branch=$1 was=$2 tip=$3 since=$2
	shift 3
	if [ "$was" = none ]; then
		was=$(git hash-object -t tree --stdin </dev/null) || failed
		since='--glob=*'
	fi
	found=$(run_git "$tip" diff-tree --raw -r --no-renames --ignore-submodules=none --diff-filter=d \
		"$was" "$tip" -- "$@" "$not_allowed") || failed
	gained=$(for line in $found; do
		! is_suspect "$line" || printf '%s\n' "$path"
	done)
	[ -n "$gained" ] || return 0
	gained=$nl$gained$nl
	new_commits=$(run_git '' rev-list "$tip" --not "$since") || failed
	found=$(printf '%s\n' "$new_commits" | added_paths "$tip" "$@" "$not_allowed") || failed
	named=''
	for line in $found; do
		case $line in
		:*) ;;
		*)
			commit=$line
			continue
			;;
		esac
		is_suspect "$line" || continue
		case $gained in *"$nl$path$nl"*) ;; *) continue ;; esac
		count=$((count + 1))
		[ $count -le 20 ] || continue
		[ -n "$named" ] || shown="$shown  $(quoted "$branch")$nl"
		safe_name "$path"
		named=yes shown=$shown$(printf '    %.12s  %s' "$commit" "$safe")$nl
	done
}

# Prints a branch's name, quoted by git as a path, so that it can't control a terminal or a log.
quoted() {
	answer=$(strict_git check-attr pyc-guard -- "$1") || answer='(a name that git could not quote):'
	safe_name "${answer%: pyc-guard: *}"
	printf '%s\n' "$safe"
}

count=0 shown='' more=''
find_attribute_source
for move in $first $known; do
	new=${move#* }
	new=${new%% *} old=${move%% *}
	if [ "$move" = "$first" ]; then old=none; else
		[ "$old" != "$new" ] || continue
		case $hits in *"$nl$new$nl"*) ;; *) continue ;; esac
	fi
	if [ $count -ge 20 ]; then
		more=yes
		break
	fi
	branch=${move##* }
	check_branch "${branch#refs/heads/}" "$old" "$new" "$@"
done
[ $count -gt 0 ] || exit 0

exec 1>&2
printf '%s\n' 'pyc-guard: this adds Python bytecode, or files inside __pycache__, to branches:' ''
printf '%s' "$shown"
if [ -n "$more" ]; then
	echo '    and perhaps more, on branches that were not looked at'
elif [ $count -gt 20 ]; then
	echo "    and $((count - 20)) more"
fi
printf '%s\n' '' \
	'Each branch stays as it was and nothing is lost; index and files are as git' \
	'left them.' '' \
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
)
# A line is "<old value> <new value> <ref>". Only branches are checked, and not the deletion of one.
moves='' IFS=$nl
set -f
for update in $updates; do
	case ${update##* } in refs/heads/*) ;; *) continue ;; esac
	new=${update#* }
	new=${new%% *}
	case $new in
	"${update%% *}" | ref:*) ;;
	*[!0]*) moves=$moves${moves:+$nl}$update ;;
	esac
done
set +f
unset IFS
[ -n "$off" ] || [ -z "$moves" ] || check || exit

if [ "$state" = prepared ]; then
# include restore-stdin
fi
# include end
