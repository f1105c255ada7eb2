# A tag may name a tree as well, which has no history to look at.
objects=$(printf '%s' "$tips" | run_git '' cat-file --batch-check='%(objecttype) %(objectname)') || failed
commits='' trees=''
for object in $objects; do
	case $object in
	commit\ *) commits=$commits${object#* }$nl ;;
	tree\ *) trees=$trees${object#* }$nl ;;
	blob\ *) ;;
	*) failed ;;
	esac
done
