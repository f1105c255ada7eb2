#!/bin/sh
# Runs a command while disks of other kinds are mounted, which only it sees (test/peers/disks.test.ts):
#
#   unshare --mount sh scripts/with-disks.sh COMMAND [ARGUMENT...]
#
# Needs root, exfat-fuse, exfatprogs and ntfs-3g. PYC_GUARD_TEST_DISKS names the folder with one folder per disk.
set -eu

disks=$(mktemp -d)
mount -t tmpfs tmpfs "$disks"
mkdir "$disks/images"

# image NAME: the device of a new image
image() {
	truncate -s 32M "$disks/images/$1"
	losetup --find --show "$disks/images/$1"
}

# no executable bit that could be taken away, no links, names in any letter case
device=$(image exfat)
mkfs.exfat "$device" >/dev/null
mkdir "$disks/exfat"
mount.exfat-fuse "$device" "$disks/exfat" >/dev/null
losetup --detach "$device" # once it is not used any more

# as a USB stick is mounted where nothing on it may be started
device=$(image exfat-without-x)
mkfs.exfat "$device" >/dev/null
mkdir "$disks/exfat-without-x"
mount.exfat-fuse -o fmask=0111 "$device" "$disks/exfat-without-x" >/dev/null
losetup --detach "$device"

device=$(image ntfs)
mkntfs --fast --quiet "$device" >/dev/null 2>&1
mkdir "$disks/ntfs-ignore-case"
lowntfs-3g -o ignore_case "$device" "$disks/ntfs-ignore-case"
losetup --detach "$device"

export PYC_GUARD_TEST_DISKS="$disks"
status=0
"$@" || status=$?
for disk in exfat exfat-without-x ntfs-ignore-case; do umount "$disks/$disk"; done
exit "$status"
