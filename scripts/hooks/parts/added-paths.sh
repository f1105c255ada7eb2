# What each of the commits on stdin adds or changes, a merge over all its parents, as `git diff --raw`
# shows it below a line with the commit itself; $1 says whose attributes count, the rest are pathspecs.
added_paths() {
	as_of=$1
	shift
	run_git "$as_of" diff-tree --stdin --raw -c -r --root --no-renames --ignore-submodules=none \
		--diff-filter=d -- "$@"
}
