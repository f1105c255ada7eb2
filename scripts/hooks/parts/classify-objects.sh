# Sorts the tips by type: a tag can point to a tree, which is checked without a history.
objects=$(printf '%s\n' "$tips" | run_git '' cat-file --batch-check='%(objecttype) %(objectname)') || failed
commits=$(for object in $objects; do
	case $object in
	commit\ *) echo "${object#* }" ;;
	tree\ * | blob\ *) ;;
	*) exit 1 ;;
	esac
done) || failed
trees=$(for object in $objects; do
	case $object in tree\ *) echo "${object#* }" ;; esac
done)
