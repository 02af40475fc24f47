# Sourced. What is installed: a folder that needs nothing beside it, wherever it lies.
#
#   bin/supervisor      the launcher
#   lib/supervisor/     jars, the plugin, install and uninstall, and runtime/, a Java of its own
#   share/              man pages and completions

. "$parts/runtime.sh"

version_of() {
	sed -n 's/.*<version>\(.*\)<\/version>.*/\1/p' "$1/pom.xml" | head -n 1
}

# make_tree CHECKOUT LIB JDK TREE: from a checkout whose jars are in LIB.
make_tree() {
	mkdir -p "$4/bin" "$4/lib/supervisor" || return
	cp "$1/src/bin/supervisor" "$4/bin/" || return
	# With their times: caches of classes are good for the very same jars.
	cp -p "$2"/*.jar "$4/lib/supervisor/" || return
	for tree_file in java-25.sh client.security caches.sh flock.sh prefix.sh install uninstall; do
		cp "$1/src/bin/$tree_file" "$4/lib/supervisor/" || return
	done
	cp "$1/supervisor.tmux" "$4/lib/supervisor/" || return
	version_of "$1" >"$4/lib/supervisor/version"
	if [ -d "$2/../share" ]; then
		cp -R "$2/../share" "$4/" || return
	fi
	make_runtime "$3" "$4/lib/supervisor/runtime"
}
