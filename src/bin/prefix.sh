# Sourced by install and uninstall. What they know of a prefix:
#
#   PREFIX/lib/supervisor/VERSION.XXXXXX/   a tree, see tree.sh; never written to again
#   PREFIX/lib/supervisor/current           the link to the one that is used
#   PREFIX/lib/supervisor/manifest          every file, link and folder (with a / at its end) that
#                                           install made, by its whole path
#   PREFIX/bin/supervisor, PREFIX/share/…   links through current

fail() {
	printf '%s: %s\n' "$me" "$2" >&2
	exit "$1"
}

# read_options DEFAULT ARGUMENTS: sets prefix, an absolute path.
read_options() {
	prefix=$1
	shift
	while [ $# -gt 0 ]; do
		case $1 in
		--prefix)
			[ $# -gt 1 ] || fail 2 'a folder is missing behind --prefix'
			prefix=$2
			shift
			;;
		--prefix=*) prefix=${1#--prefix=} ;;
		-h | --help)
			usage
			exit 0
			;;
		*) fail 2 "no such option: $1 (see $me --help)" ;;
		esac
		shift
	done
	case $prefix in
	'') fail 2 'the prefix is empty' ;;
	*'
'*) fail 2 'a prefix with a line break cannot be listed' ;;
	/*) ;;
	*) prefix=$PWD/$prefix ;;
	esac
	while [ "${prefix%/}" != "$prefix" ]; do
		prefix=${prefix%/}
	done
	home=$prefix/lib/supervisor
	manifest=$home/manifest
}

# lock_home: until this program ends, nobody else changes what is installed here.
lock_home() {
	exec 9<"$home" || fail 5 "$home cannot be read"
	take_lock "$me" || exit 5
}

# running_from TREE: the pids of programs that have files of it in their memory, as each JVM has.
running_from() {
	real=$(CDPATH='' cd -P -- "$1" && pwd -P) || return 0
	for maps in $(grep -lsF "$real/" /proc/[0-9]*/maps); do
		maps=${maps%/maps}
		echo "${maps##*/}"
	done
}

# remove_listed: removes what the list on stdin names, folders only if nothing is left in them. A link
# of ours that is somebody else's file by now stays.
remove_listed() {
	sort -r | while IFS= read -r path; do
		case $path in
		*/) [ -L "${path%/}" ] || rmdir "$path" 2>/dev/null || : ;;
		"$home"/*) rm -f "$path" ;;
		*) is_link_of_ours "$path" && rm -f "$path" || : ;;
		esac
	done
}

is_link_of_ours() {
	case $(readlink "$1") in
	*/lib/supervisor/current/*) ;;
	*) false ;;
	esac
}

# remove_tree TREE: one that was never finished is not listed, and nobody else's either.
remove_tree() {
	if grep -qxF "$1/bin/supervisor" "$manifest"; then
		grep -F "$1/" "$manifest" | remove_listed
	else
		rm -rf "$1"
	fi
}
