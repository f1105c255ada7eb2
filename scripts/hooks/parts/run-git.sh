# Runs git with the attributes that the tree of $1 gives, where $1 is not empty. Before git 2.41 the
# work tree decides instead.
attributes=''
find_attribute_source() {
	attributes=--attr-source=
	git --attr-source=HEAD version >/dev/null 2>&1 || attributes=''
}
run_git() {
	tree=$1
	shift
	git --no-replace-objects -c core.quotePath=true ${attributes:+${tree:+"$attributes$tree"}} "$@"
}
