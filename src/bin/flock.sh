# Sourced. One at a time, by a lock that the kernel frees when its holder was killed, which no lock of
# files and pids can do without a race.

# take_lock PURPOSE: waits for the lock of descriptor 9. macOS has no flock(1), but it has perl.
take_lock() {
	if command -v flock >/dev/null 2>&1; then
		flock 9
	elif command -v perl >/dev/null 2>&1; then
		perl -e 'flock(STDIN, 2) or die "flock: $!\n"' <&9
	else
		echo "supervisor: $1 needs flock (util-linux) or perl, and neither is there" >&2
		return 5
	fi
}
