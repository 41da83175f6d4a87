#!/bin/sh
# run-fuzz.sh BUILD SECONDS [NAME...]: runs the fuzz targets of a build with -Dfuzz=true, each for so long, in memory that is bounded. NAME is
# a folder of corpus/, or the beginning of its name; without one all run. What is found lies in BUILD/findings.
set -u
here=$(dirname "$0")
build=$1 seconds=$2
shift 2

# wanted NAME: is it one of those that were named?
wanted () {
  candidate=$1
  shift
  [ $# -eq 0 ] && return 0
  for word in "$@"; do
    case $candidate in "$word" | "$word"-*) return 0 ;; esac
  done
  return 1
}

export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
export LSAN_OPTIONS="suppressions=$here/../lsan.supp:print_suppressions=0"
export G_SLICE=always-malloc LC_ALL=C.UTF-8
mkdir -p "$build/findings" "$build/corpus"
failed=0 ran=0
for folder in "$here"/corpus/*/; do
  name=$(basename "$folder")
  wanted "$name" "$@" || continue
  ran=$((ran + 1))
  case $name in
    listing-guess) program=listing; unset WAYBILL_FUZZ_KIND ;;
    listing-*) program=listing; export WAYBILL_FUZZ_KIND="${name#listing-}" ;;
    *) program=$name ;;
  esac
  mkdir -p "$build/corpus/$name"
  if "$build/tests/fuzz/fuzz-$program" -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=1024 \
    -print_final_stats=1 -artifact_prefix="$build/findings/$name-" "$build/corpus/$name" "$folder" >"$build/findings/$name.log" 2>&1
  then
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/findings/$name.log")
    echo "ok   $name: $runs inputs in $seconds s, no finding"
  else
    failed=$((failed + 1))
    echo "FAIL $name: see $build/findings/$name.log"
    grep -m 3 -E '^SUMMARY|ERROR|runtime error|artifact' "$build/findings/$name.log"
  fi
done
[ $ran -gt 0 ] || { echo "There is no fuzz target of that name."; exit 2; }
echo "$ran targets, $failed with findings"
[ $failed -eq 0 ]
