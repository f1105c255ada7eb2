# include added-paths

# What the tree $2 holds; $1 as above.
tree_paths() {
	as_of=$1 top=$2
	shift 2
	empty=$(git hash-object -t tree --stdin </dev/null) &&
		run_git "$as_of" diff-tree -r --name-only "$empty" "$top" -- "$@"
}

# The first look is at all names, for pathspecs would triple the time that a long history takes;
# what the configuration says about diffs has no part in it.
names=''
[ -z "$commits" ] || names=$(rev_walk "$commits" log --format= -c --root --name-only --no-renames --diff-filter=d \
	--ignore-submodules=none --no-relative --no-show-signature --no-color -O/dev/null) || failed
for top in $trees; do
	names=$names$nl$(tree_paths '' "$top") || failed
done
case $nl$names$nl in
*.[pP][yY][cCoO]"$nl"* | *.[pP][yY][cCoO]\""$nl"*) ;;
*\$[pP][yY].[cC][lL][aA][sS][sS]* | *__[pP][yY][cC][aA][cC][hH][eE]__/*) ;;
*) exit 0 ;;
esac

count=0
shown=''
report() { # $1: the commit or tree, $2: its path
	count=$((count + 1))
	[ $count -gt 20 ] || shown=$shown$(printf '    %.12s  %s' "$1" "$2")$nl
}

find_attribute_source
# A path passes where the tip that is pushed allows it, or its own commit did.
before=''
for tip in $commits; do
	new_commits=$(rev_walk "$tip$nl$before" rev-list) || failed
	found=$(printf '%s\n' "$new_commits" | added_paths "$tip" "$@") || failed
	before=$before^$tip$nl
	for line in $found; do
		case $line in
		*[!0-9a-f]*)
			if [ $count -lt 20 ]; then
				[ -n "$own" ] || own=$nl$(echo "$commit" | added_paths "$commit" "$@")$nl || failed
				case $own in *"$nl$line$nl"*) ;; *) continue ;; esac
			fi
			report "$commit" "$line"
			;;
		*) commit=$line own='' ;;
		esac
	done
done
for top in $trees; do
	found=$(tree_paths "$top" "$top" "$@") || failed
	for line in $found; do report "$top" "$line"; done
done
[ $count -gt 0 ] || exit 0

exec 1>&2
printf '%s\n' 'pyc-guard: this push holds Python bytecode or files inside __pycache__:' ''
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
