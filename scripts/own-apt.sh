# shellcheck shell=sh
# For other scripts to source: apt with its own lists, cache and state in the folder $work, so that it needs
# no root and the machine's own stay unchanged. Signatures are checked as usual.

# sources: one line of sources.list(5)
begin_apt() {
	: "${work:?}"
	rm -rf "$work"
	mkdir -p "$work/state" "$work/lists/partial" "$work/cache/archives/partial"
	: >"$work/state/status"
	echo "$1" >"$work/sources.list"
}

own_apt() {
	apt-get -qq \
		-o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=/dev/null \
		-o Dir::State="$work/state" -o Dir::State::lists="$work/lists" \
		-o Dir::State::status="$work/state/status" -o Dir::Cache="$work/cache" \
		-o APT::Sandbox::User="$(id -un)" -o Acquire::Check-Valid-Until=false "$@" >&2
}
