# Runs git, with the attributes of the tree $1 where $1 is not empty. Before git 2.41 that takes an index
# of that tree beside a work tree that has no such files, for which a git directory will do.
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
		judge "$@"
	elif [ -n "$attributes" ]; then
		judge "$attributes$tree" "$@"
	else
		index=${GIT_QUARANTINE_PATH:-$scratch}/pyc-guard-index.$$
		GIT_INDEX_FILE=$index git --no-replace-objects read-tree "$tree" && (
			export GIT_INDEX_FILE="$index" GIT_DIR="$scratch" GIT_WORK_TREE="$scratch"
			cd "$scratch" && judge "$@"
		)
		status=$?
		rm -f "$index" 2>/dev/null
		return $status
	fi
}
# What is judged is what git sends: no replacements (git-replace(1)), no folder that is not looked into.
judge() {
	git --no-replace-objects -c core.fsmonitor=false -c core.quotePath=true -c index.sparse=false "$@"
}
