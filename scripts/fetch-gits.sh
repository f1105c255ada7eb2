#!/bin/sh
# Fetches several versions of git from Debian's archive, to test the hooks under each of them.
#
#   scripts/fetch-gits.sh FOLDER [SUITE...]      (bullseye bookworm trixie sid unless told otherwise)
#   PATH=FOLDER/bullseye/bin:$PATH npm test -- test/hook
#
# Each is put into FOLDER/SUITE with the C library it was built for, and started by FOLDER/SUITE/bin/git.
# Prints these bin folders, joined by colons. A version that is there already is not fetched again. Needs
# apt-get, dpkg and patchelf, but no root; the machine's own apt lists and cache stay unchanged.
set -eu

if [ $# -eq 0 ]; then
	echo "usage: $0 FOLDER [SUITE...]" >&2
	exit 2
fi
mkdir -p "$1"
top=$(cd "$1" && pwd)
shift
[ $# -gt 0 ] || set -- bullseye bookworm trixie sid

for program in apt-get dpkg patchelf; do
	command -v "$program" >/dev/null || { echo "$0: needs $program" >&2; exit 1; }
done

# shellcheck source=scripts/own-apt.sh
. "$(dirname "$0")/own-apt.sh"

PACKAGES='git libc6 libpcre2-8-0 zlib1g'

fetch() { # suite: suites that are out of support move to the second archive
	for archive in http://deb.debian.org/debian http://archive.debian.org/debian; do
		begin_apt "deb $archive $1 main"
		mkdir "$work/debs"
		# shellcheck disable=SC2086 # a list of words
		if own_apt update && (cd "$work/debs" && own_apt download $PACKAGES); then return; fi
	done
	echo "$0: no git of $1 to be had" >&2
	return 1
}

unpack() {
	for package in "$work"/debs/*.deb; do dpkg -x "$package" "$1"; done
	loader='' libraries=''
	for file in "$1"/lib/*/ld-linux*.so.* "$1"/usr/lib/*/ld-linux*.so.*; do
		[ ! -f "$file" ] || loader=$file
	done
	for folder in "$1"/lib/*-linux-* "$1"/usr/lib/*-linux-*; do
		[ ! -d "$folder" ] || libraries=$libraries${libraries:+:}$folder
	done
	# scripts and links in these folders need no patch
	for file in "$1"/usr/bin/git "$1"/usr/lib/git-core/*; do
		if [ ! -L "$file" ] && patchelf --print-interpreter "$file" >/dev/null 2>&1; then
			patchelf --set-interpreter "$loader" --set-rpath "$libraries" "$file"
		fi
	done
}

folders=''
for suite; do
	bin=$top/$suite/bin
	if [ ! -x "$bin/git" ]; then
		work=$top/$suite.work
		rm -rf "${top:?}/$suite"
		fetch "$suite"
		unpack "$top/$suite"
		rm -rf "$work"
		mkdir -p "$bin"
		cat >"$bin/git.new" <<-EOF
			#!/bin/sh
			GIT_EXEC_PATH='$top/$suite/usr/lib/git-core'
			GIT_TEMPLATE_DIR='$top/$suite/usr/share/git-core/templates'
			export GIT_EXEC_PATH GIT_TEMPLATE_DIR
			exec '$top/$suite/usr/bin/git' "\$@"
		EOF
		chmod +x "$bin/git.new"
		"$bin/git.new" --version >&2
		mv "$bin/git.new" "$bin/git"
	fi
	folders=$folders${folders:+:}$bin
done
echo "$folders"
