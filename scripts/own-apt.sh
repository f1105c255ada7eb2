# shellcheck shell=sh
# To be read by other scripts: apt with lists, cache and state of its own below the folder $work, which
# touches nothing of the machine's and needs no root. The archive's signatures are checked as ever.

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
