# include added-paths

# Prints what is in the tree $2 in the same form. $1: the tree whose attributes count; the rest are pathspecs.
tree_paths() {
	as_of=$1 top=$2
	shift 2
	empty=$(git hash-object -t tree --stdin </dev/null) &&
		run_git "$as_of" diff-tree --raw -r --ignore-submodules=none "$empty" "$top" -- "$@"
}

# Runs `git log` over the new commits with the format $1, whatever the configuration says about logs.
new_log() {
	format=$1
	shift
	# shellcheck disable=SC2086 # options, one a line
	new_revisions | run_git '' log --format="$format" $range --no-show-signature --no-color "$@"
}

# First, all names are searched: with pathspecs, a long history would take three times as long.
names=''
[ -z "$commits" ] || names=$(new_log '' -c --root --name-only --no-renames --diff-filter=d \
	--ignore-submodules=none --no-ext-diff --no-relative -O/dev/null --) || failed
for top in $trees; do
	names=$names$nl$(tree_paths '' "$top") || failed
done
case $nl$names$nl in
*.[pP][yY][cCoO]"$nl"* | *.[pP][yY][cCoO]\""$nl"*) ;;
*\$[pP][yY].[cC][lL][aA][sS][sS]*) ;;
*__[pP][yY][cC][aA][cC][hH][eE]__/* | *__[pP][yY][cC][aA][cC][hH][eE]__"$nl"*) ;;
*__[pP][yY][cC][aA][cC][hH][eE]__\""$nl"*) ;;
*) exit 0 ;;
esac
names=''

# include suspect-path

count=0
shown=''
report() { # $1: the commit or tree that has $path
	count=$((count + 1))
	[ $count -le 20 ] || return 0
	safe_name "$path"
	shown=$shown$(printf '    %.12s  %s' "$1" "$safe")$nl
}

# The attributes of the pushed tip decide. Those of the commit count only for a path that the tip no longer
# has: otherwise somebody could allow a file, push it, and remove the allowance in the next commit.
check_commits() { # $1: the tip, $2: commits that lead to it; the rest are pathspecs
	tip=$1 run_of_commits=$2 at_tip=''
	shift 2
	found=$(printf '%s' "$run_of_commits" | added_paths "$tip" "$@" "$not_allowed") || failed
	for line in $found; do
		case $line in
		:*) ;;
		*)
			commit=$line own=''
			continue
			;;
		esac
		is_suspect "$line" || continue
		if [ $count -lt 20 ]; then
			[ -n "$at_tip" ] || at_tip=$(tree_paths '' "$tip" "$@")$nl || failed
			case $at_tip in
			*"$tab$path$nl"*) ;;
			*)
				[ -n "$own" ] || own=$(echo "$commit" | added_paths "$commit" "$@" "$not_allowed")$nl || failed
				case $own in *"$tab$path$nl"*) ;; *) continue ;; esac
				;;
			esac
		fi
		report "$commit"
	done
}

find_attribute_source
# Lists the commits that change such a path, each with the tip from which git reached it (%S). In the order
# of the history, commits of the same tip follow each other, and each such run takes one git.
changes=''
[ -z "$commits" ] || changes=$(new_log '%H %S' -s --topo-order --full-history -- "$@") || failed
of_tip='' run=''
for change in $changes; do
	if [ "${change#* }" != "$of_tip" ]; then
		[ -z "$run" ] || check_commits "$of_tip" "$run" "$@"
		of_tip=${change#* } run=''
	fi
	run=$run${change% *}$nl
done
[ -z "$run" ] || check_commits "$of_tip" "$run" "$@"
for top in $trees; do
	found=$(tree_paths "$top" "$top" "$@" "$not_allowed") || failed
	for line in $found; do
		! is_suspect "$line" || report "$top"
	done
done
[ $count -gt 0 ] || exit 0

exec 1>&2
printf '%s\n' "pyc-guard: ${what:-this push holds} Python bytecode or files inside __pycache__:" ''
printf '%s' "$shown"
[ $count -le 20 ] || echo "    and $((count - 20)) more"
printf '%s\n' '' \
	'What one commit adds stays in the history, even if a later one removes' \
	'it. In your clone:' '' \
	'  if only the last commit has it:' \
	'    npx pyc-guard fix' \
	'    git commit --amend --no-edit' \
	'  if earlier commits have it:' \
	'    npx pyc-guard fix --commit' \
	'    npx pyc-guard history --purge'
