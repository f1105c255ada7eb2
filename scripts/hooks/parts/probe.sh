# `pyc-guard doctor` asks git to run its hooks with this set, to see whether it gets here.
if [ -n "${PYC_GUARD_PROBE-}" ]; then
	echo "pyc-guard gate 1 reached: $PYC_GUARD_PROBE" >&2
	exit 1
fi
