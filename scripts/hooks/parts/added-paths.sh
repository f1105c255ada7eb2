# What each of the commits on stdin adds or changes, a merge over all its parents, below a line with
# the commit itself; $1 says whose attributes count, the rest are pathspecs.
added_paths() {
	as_of=$1
	shift
	run_git "$as_of" diff-tree --stdin -c -r --root --name-only --no-renames --diff-filter=d -- "$@"
}
