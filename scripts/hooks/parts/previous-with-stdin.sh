nl='
'
updates=$(while IFS= read -r line; do printf '%s\n' "$line"; done)

# include previous
if [ -x "$previous" ]; then
	{ [ -z "$updates" ] || printf '%s\n' "$updates" 2>/dev/null; } | "$previous" "$@" || exit
fi
