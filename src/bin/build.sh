# Sourced by the launcher in a source checkout: builds when nothing is built or a source is newer.
# Uses "checkout", "parts", "java" and java-25.sh; sets "lib" and "caches".

. "$parts/caches.sh"
. "$parts/flock.sh"
stamp=$checkout/supervisor/target/build.stamp
lib=$checkout/supervisor/target/dist/lib
caches=$checkout/supervisor/target/caches

# Directories count as well: theirs is the time of a deletion or a renaming.
is_fresh() {
	[ -e "$stamp" ] && [ -e "$lib/supervisor-client.jar" ] && [ -z "$(
		find "$checkout/pom.xml" "$checkout"/*/pom.xml "$checkout"/*/src/main -newer "$stamp" | head -n 1
	)" ]
}

# The stamp bears the time at which the build began: an edit during the build is newer than it.
build() {
	is_fresh && return
	java_jdk
	need_maven
	if [ -e "$stamp" ]; then
		echo 'supervisor: building, sources have changed …' >&2
	else
		echo 'supervisor: building (first run) …' >&2
	fi
	rm -f "$stamp.next" "$caches"/*.aot && : >"$stamp.next" || exit 5
	if (cd "$checkout" && JAVA_HOME=$java_home exec mvn -q -B -Dmaven.test.skip=true package) \
		</dev/null >"$stamp.log" 2>&1 9>&-; then
		make_caches "$parts/supervisor" "$lib" "$caches" </dev/null >"$stamp.log" 2>&1 9>&- ||
			echo "supervisor: without caches it starts more slowly; see $stamp.log" >&2
		mv -f "$stamp.next" "$stamp"
	else
		cat "$stamp.log" >&2
		echo "supervisor: the build failed; its output is above and in $stamp.log" >&2
		exit 5
	fi
}

# One builder at a time; the others wait, and find everything fresh.
build_alone() {
	mkdir -p "${stamp%/*}" || exit 5
	(
		take_lock building || exit 5
		build
	) 9>>"$stamp.lock" || exit
}

is_fresh || build_alone
