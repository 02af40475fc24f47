# Sourced. The program's own Java: what it uses of a JDK, and nothing else.

# Jackson, Guava, JNA and picocli name further modules, for what nobody here does with them.
runtime_modules=java.base,java.logging,jdk.net,jdk.unsupported

# make_runtime JDK FOLDER: without compression, which saves 13 MB and takes longer to start from
# where there are no caches.
make_runtime() {
	"$1/bin/jlink" --add-modules "$runtime_modules" --strip-debug --no-header-files --no-man-pages \
		--dedup-legal-notices=error-if-not-same-content --compress=zip-0 --output "$2"
}
