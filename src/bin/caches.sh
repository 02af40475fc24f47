# Sourced. Makes the JVM's caches of classes as they are once loaded and linked (JEP 514): a client
# takes half the CPU with one, a start of the server two thirds.

# make_caches LAUNCHER LIB FOLDER: has a server and a client of these jars record what they load, in
# a world of their own. It fails where there are none then; everything works without.
make_caches() {
	mkdir -p "$3" && caches_world=$(mktemp -d "${TMPDIR:-/tmp}/supervisor.XXXXXX") || return
	(
		cd "$caches_world" && mkdir -m 700 home run state || exit
		for caches_name in $(env | sed -n 's/^\(SUPERVISOR_[A-Z_]*\)=.*/\1/p'); do
			[ "$caches_name" = SUPERVISOR_JAVA ] || unset "$caches_name"
		done
		unset TMUX TMUX_PANE
		export HOME="$caches_world/home" XDG_RUNTIME_DIR="$caches_world/run" XDG_STATE_HOME="$caches_world/state" \
			SUPERVISOR_LIB="$2" SUPERVISOR_TMUX_SOCKET="$caches_world/tmux" SUPERVISOR_ROOT="$caches_world"
		record_caches "$1"
	)
	mv -f "$caches_world"/*.aot "$3" 2>/dev/null
	rm -rf "$caches_world"
	[ -e "$3/server.aot" ] && [ -e "$3/client.aot" ]
}

# record_caches LAUNCHER: what most commands need; a class that is not met here is loaded from its jar.
record_caches() {
	SUPERVISOR_RECORD_SERVER=$caches_world/server.aot "$1" server run &
	caches_server=$!
	caches_tries=100
	until "$1" server status; do
		caches_tries=$((caches_tries - 1))
		if [ "$caches_tries" -eq 0 ] || ! kill -0 "$caches_server"; then
			kill "$caches_server"
			return 1
		fi
		sleep 0.2
	done
	echo '[worker.second]' >supervisor.toml
	echo 'command = ["sleep", "1000"]' >>supervisor.toml
	echo 'directory = "create"' >>supervisor.toml
	"$1" spawn first --create --settle 0s -- sleep 1000
	"$1" up
	"$1" list
	"$1" why first --json
	"$1" restart first
	"$1" recover
	"$1" --help
	"$1" down
	"$1" stop first
	SUPERVISOR_RECORD_CLIENT=$caches_world/client.aot "$1" list --json
	"$1" server stop || kill "$caches_server" # such as when the program was removed meanwhile
	tmux -S "$caches_world/tmux" kill-server # where a configuration says that it stays without sessions
	wait
}
