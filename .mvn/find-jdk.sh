# Sourced by mvnw, ./waybill and the distribution's bin/waybill (POSIX sh).
#
# find_jdk java|javac: exports JAVA_HOME as a Java 25 or newer that has that program. The caller's
# own JAVA_HOME is taken if it will do, else one from where systems keep them.

java_feature() { # the feature version of the Java at $1, from its release file: no JVM is started
  [ -r "$1/release" ] || return 0
  while IFS='".' read -r key feature _; do
    [ "$key" != JAVA_VERSION= ] || echo "$feature"
  done <"$1/release"
}

find_jdk() {
  for JAVA_HOME in "${JAVA_HOME-}" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -x "$JAVA_HOME/bin/$1" ] && [ "$(java_feature "$JAVA_HOME")" -ge 25 ] 2>/dev/null; then
      export JAVA_HOME
      return
    fi
  done
  echo "Waybill needs JDK 25: install one (for example Eclipse Temurin 25) or point JAVA_HOME at it." >&2
  exit 1
}
