# run_git runs git; if $1 is not empty, with the attributes of the tree $1. Before git 2.41, git reads them
# from an index of that tree if the work tree has no such files: the git directory serves as that work tree.
attributes=''
find_attribute_source() {
	attributes=--attr-source=
	git --attr-source=HEAD version >/dev/null 2>&1 && return
	attributes=''
	scratch=$(git rev-parse --absolute-git-dir) || failed
}
run_git() {
	tree=$1
	shift
	if [ -z "$tree" ]; then
		strict_git "$@"
	elif [ -n "$attributes" ]; then
		strict_git "$attributes$tree" "$@"
	else
		index=${GIT_QUARANTINE_PATH:-$scratch}/pyc-guard-index.$$
		GIT_INDEX_FILE=$index git --no-replace-objects read-tree "$tree" && (
			export GIT_INDEX_FILE="$index" GIT_DIR="$scratch" GIT_WORK_TREE="$scratch"
			cd "$scratch" && strict_git "$@"
		)
		status=$?
		rm -f "$index" 2>/dev/null
		return $status
	fi
}
# git on the real objects, as a push sends them (git-replace(1)), and on all folders of a sparse index.
strict_git() {
	git --no-replace-objects -c core.fsmonitor= -c core.quotePath=true -c index.sparse=false \
		-c advice.sparseIndexExpanded=false "$@"
}
