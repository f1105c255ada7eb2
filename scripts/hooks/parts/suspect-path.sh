tab='	' # a tab: printf in $(...) would start a process at every commit
pycache='__[pP][yY][cC][aA][cC][hH][eE]__'

# Sets `path` to the path in $1, a line of `git diff --raw`. False for a regular file named __pycache__:
# Python looks for modules only in a symbolic link or a submodule of that name.
is_suspect() {
	path=${1#*"$tab"}
	# shellcheck disable=SC2254 # it is a pattern
	case $path in
	$pycache/* | \"$pycache/* | */$pycache/*) return 0 ;;
	$pycache | */$pycache | */$pycache\") ;;
	*) return 0 ;;
	esac
	# as many colons as parents, the mode in each parent, then the new mode (git-diff-tree(1))
	colons=${1%%[!:]*}
	mode=${1#"$colons"}
	while [ -n "$colons" ]; do
		mode=${mode#* }
		colons=${colons#:}
	done
	case $mode in 100*) return 1 ;; esac
}
