# include earlier
nl='
'
updates=$(while IFS= read -r line; do printf '%s\n' "$line"; done)

case ${1-} in --run*)
	{ [ -z "$updates" ] || printf '%s\n' "$updates" 2>/dev/null; } | run_earlier "$@" || earlier_failed $? "$2"
	shift 2
	;;
esac
