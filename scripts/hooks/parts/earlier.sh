# The user's own hook, with our lines at its beginning, starts this script with --run and its own path, or
# with --run-sh if `sh -e` runs it, as husky does. This script starts it again, now past our lines, as
# PYC_GUARD_HOOK tells them, and checks afterwards, because the hook can change what is checked.
run_earlier() {
	how=$1 PYC_GUARD_HOOK=$2
	shift 2
	export PYC_GUARD_HOOK
	if [ "$how" = --run ]; then "$PYC_GUARD_HOOK" "$@"; else sh -e "$PYC_GUARD_HOOK" "$@"; fi
}
# include safe-name
earlier_failed() { # $1: its exit status, $2: its path
	case $1 in 126 | 127)
		safe_name "$2"
		printf '%s\n' "pyc-guard: your own hook $safe, or a program that it calls, could not be started" >&2
		echo '  (see above). It has stopped this, not pyc-guard: npx pyc-guard doctor' >&2
		;;
	esac
	exit "$1"
}
