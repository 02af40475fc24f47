# Sourced by the launcher in a source checkout: builds when nothing is built or a source is newer.
# Uses "checkout", "java" and java-25.sh; sets "lib".

stamp=$checkout/supervisor/target/build.stamp
lib=$checkout/supervisor/target/dist/lib

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
	rm -f "$stamp.next" && : >"$stamp.next" || exit 5
	if (cd "$checkout" && JAVA_HOME=$java_home exec mvn -q -B -DskipTests package) \
		</dev/null >"$stamp.log" 2>&1 9>&-; then
		mv -f "$stamp.next" "$stamp"
	else
		cat "$stamp.log" >&2
		echo "supervisor: the build failed; its output is above and in $stamp.log" >&2
		exit 5
	fi
}

# One builder at a time; the others wait, and find everything fresh. The kernel frees a lock whose
# holder was killed; without flock(1), a folder whose holder is dead is moved aside.
build_alone() {
	mkdir -p "$checkout/supervisor/target" || exit 5
	if command -v flock >/dev/null 2>&1; then
		(
			flock 9 || exit 5
			build
		) 9>>"$stamp.lock" || exit
		return
	fi
	nameless=0
	until mkdir "$stamp.building" 2>/dev/null; do
		builder=$(cat "$stamp.building/pid" 2>/dev/null)
		if [ -z "$builder" ] && [ "$nameless" -lt 5 ]; then
			nameless=$((nameless + 1)) # just made, or its maker was killed before it wrote its pid
			sleep 1
		elif [ -n "$builder" ] && kill -0 "$builder" 2>/dev/null; then
			sleep 1
		else
			mv "$stamp.building" "$stamp.dead.$$" 2>/dev/null && rm -rf "$stamp.dead.$$"
			nameless=0
		fi
	done
	echo $$ >"$stamp.building/pid"
	(build)
	built=$?
	rm -rf "$stamp.building"
	[ "$built" -eq 0 ] || exit "$built"
}

is_fresh || build_alone
