#!/bin/sh
# Unpacks git as other Debian releases ship it, to run the tests against:
#
#   scripts/fetch-gits.sh FOLDER SUITE...          for example /tmp/gits bullseye trixie sid
#   PATH=/tmp/gits/bullseye/bin:$PATH npm test -- test/hook
#
# Needs apt, dpkg and patchelf; installs nothing and leaves the machine's own package lists alone.
set -eu
[ $# -ge 2 ] || {
	echo "usage: $0 FOLDER SUITE..." >&2
	exit 2
}
mkdir -p "$1"
folder=$(cd "$1" && pwd)
shift

for suite; do
	home=$folder/$suite
	mkdir -p "$home/lists/partial" "$home/cache/archives/partial" "$home/debs" "$home/bin"
	echo "deb ${DEBIAN_MIRROR:-http://deb.debian.org/debian} $suite main" >"$home/sources.list"
	cat >"$home/apt.conf" <<-CONF
		Dir::Etc::SourceList "$home/sources.list";
		Dir::Etc::SourceParts "/dev/null";
		Dir::State::Lists "$home/lists";
		Dir::Cache "$home/cache";
		APT::Sandbox::User "root";
		Acquire::Languages "none";
	CONF
	APT_CONFIG=$home/apt.conf
	export APT_CONFIG
	apt-get -qq update
	# what git needs to run without a network: its own C library, for it may be newer than the machine's
	packages=$(apt-cache depends git | while read -r kind name; do
		case $kind$name in Depends:libc6 | Depends:libpcre2* | Depends:zlib1g* | Depends:libzstd*) echo "$name" ;; esac
	done)
	for package in git $packages; do
		(cd "$home/debs" && apt-get -qq download "$package/$suite")
	done
	for deb in "$home"/debs/*.deb; do dpkg -x "$deb" "$home/root"; done
	core=$home/root/usr/lib/git-core
	loader=$(find "$home/root" -name 'ld-linux*.so.*' | sort | head -n 1)
	libraries=$(find "$home/root" -name 'lib*.so.*' -exec dirname {} + | sort -u | paste -s -d : -)
	patchelf --set-interpreter "$loader" --set-rpath "$libraries" --force-rpath "$home/root/usr/bin/git"
	ln -sf ../../bin/git "$core/git"
	cat >"$home/bin/git" <<-WRAPPER
		#!/bin/sh
		GIT_EXEC_PATH=$core GIT_TEMPLATE_DIR=$home/root/usr/share/git-core/templates
		export GIT_EXEC_PATH GIT_TEMPLATE_DIR
		exec "$home/root/usr/bin/git" "\$@"
	WRAPPER
	chmod +x "$home/bin/git"
	echo "$suite: $("$home/bin/git" --version)"
done
