# For each commit on stdin: its id, and in lines of `git diff --raw` what it adds or changes (a merge:
# compared with every parent). $1: the tree whose attributes count; the rest are pathspecs.
added_paths() {
	as_of=$1
	shift
	run_git "$as_of" diff-tree --stdin --raw -c -r --root --no-renames --ignore-submodules=none \
		--diff-filter=d -- "$@"
}
