# Sourced by the programs beside it. Finds Java 25 or newer; POSIX sh, sets and uses nothing
# that does not begin with java_ or need_.

# need WHAT DEBIAN FEDORA MACOS: one line that names what is missing and how to get it.
need() {
	printf 'supervisor: %s; Debian/Ubuntu: %s; Fedora: %s; macOS: %s\n' "$1" "$2" "$3" "$4" >&2
	exit 5
}

need_java() {
	need "$1" \
		'apt-get install openjdk-25-jdk (trixie, sid), elsewhere temurin-25-jdk from https://adoptium.net/installation/linux' \
		'dnf install java-25-openjdk-devel' \
		'brew install openjdk@25'
}

# java_real FILE: sets java_file to what it is when all symbolic links are followed.
java_real() {
	java_file=$1
	java_left=40
	while [ -L "$java_file" ] && [ "$java_left" -gt 0 ]; do
		java_target=$(readlink "$java_file") || return 1
		case $java_target in
		/*) java_file=$java_target ;;
		*) java_file=${java_file%/*}/$java_target ;;
		esac
		java_left=$((java_left - 1))
	done
}

# java_is_25 FILE: whether this java is new enough. The file "release" of its folder says so
# without starting a JVM.
java_is_25() {
	[ -x "$1" ] && [ ! -d "$1" ] || return 1
	java_real "$1" || return 1
	java_version=
	java_release=${java_file%/*}/../release
	if [ -r "$java_release" ]; then
		while IFS= read -r java_line; do
			case $java_line in
			JAVA_VERSION=*)
				java_version=${java_line#*\"}
				java_version=${java_version%%[!0-9]*}
				;;
			esac
		done <"$java_release"
	fi
	if [ -z "$java_version" ]; then
		java_version=$("$1" -version 2>&1 </dev/null | sed -n 's/^[a-z]* version "\([0-9]*\).*/\1/p')
	fi
	[ "${java_version:-0}" -ge 25 ] 2>/dev/null
}

# find_java: sets java to the program. A JDK is preferred over nothing but the order below.
find_java() {
	if [ -n "${SUPERVISOR_JAVA-}" ]; then
		java=$SUPERVISOR_JAVA
		[ -d "$java" ] && java=$java/bin/java
		java_is_25 "$java" || need_java "SUPERVISOR_JAVA=$SUPERVISOR_JAVA is not Java 25 or newer"
		return
	fi
	java=${JAVA_HOME:+$JAVA_HOME/bin/java}
	[ -n "$java" ] && java_is_25 "$java" && return
	java=$(command -v java) && java_is_25 "$java" && return
	for java in /usr/lib/jvm/*/bin/java "${HOME-}"/.sdkman/candidates/java/*/bin/java \
		/opt/*jdk*/bin/java /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java \
		/opt/homebrew/opt/openjdk*/bin/java; do
		java_is_25 "$java" && return
	done
	need_java 'Java 25 is missing'
}

# java_jdk: sets java_home to the folder of the JDK that java belongs to, or says what is missing.
java_jdk() {
	java_real "$java" || need_java "$java can't be followed"
	java_home=$(cd -P "${java_file%/*}/.." && pwd -P) || need_java "$java has no home"
	[ -x "$java_home/bin/javac" ] || need_java "building needs a JDK, and $java_home is only a JRE without javac"
}

need_maven() {
	command -v mvn >/dev/null 2>&1 || need 'building needs Maven (mvn), which is missing' \
		'apt-get install maven' 'dnf install maven' 'brew install maven'
}

need_tmux() {
	command -v tmux >/dev/null 2>&1 || need 'tmux is missing' \
		'apt-get install tmux' 'dnf install tmux' 'brew install tmux'
}
