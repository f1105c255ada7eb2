if [ -z "$updates" ]; then
	exec </dev/null
else
	exec <<PYC_GUARD
$updates
PYC_GUARD
fi
