# include added-paths

# What the tree $2 holds, in the same form; $1 says whose attributes count, the rest are pathspecs.
tree_paths() {
	as_of=$1 top=$2
	shift 2
	empty=$(git hash-object -t tree --stdin </dev/null) &&
		run_git "$as_of" diff-tree --raw -r --ignore-submodules=none "$empty" "$top" -- "$@"
}

# Walks the commits that are new here and prints $1 of each, whatever the configuration says of logs.
new_log() {
	format=$1
	shift
	# shellcheck disable=SC2086 # options, one a line
	new_revisions | run_git '' log --format="$format" $range --no-show-signature --no-color "$@"
}

# The first look is at all names, for pathspecs would triple the time that a long history takes.
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
report() { # $1: the commit or tree; its path is in $path
	count=$((count + 1))
	[ $count -le 20 ] || return 0
	safe_name "$path"
	shown=$shown$(printf '    %.12s  %s' "$1" "$safe")$nl
}

# A path passes where the tip that is pushed allows it. Its own commit can allow it only where the tip no
# longer has it, or an allowance could be taken back as soon as the file is in.
judge_commits() { # $1: the tip, $2: commits that lead to it; the rest are pathspecs
	tip=$1 judged=$2 at_tip=''
	shift 2
	found=$(printf '%s' "$judged" | added_paths "$tip" "$@" "$not_allowed") || failed
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
# Every commit that changes such a path, below a tip that leads to it (%S), in the order of the history:
# so there are few runs of commits with the same tip, and each takes one git.
changes=''
[ -z "$commits" ] || changes=$(new_log '%H %S' -s --topo-order --full-history -- "$@") || failed
of_tip='' run=''
for change in $changes; do
	if [ "${change#* }" != "$of_tip" ]; then
		[ -z "$run" ] || judge_commits "$of_tip" "$run" "$@"
		of_tip=${change#* } run=''
	fi
	run=$run${change% *}$nl
done
[ -z "$run" ] || judge_commits "$of_tip" "$run" "$@"
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
