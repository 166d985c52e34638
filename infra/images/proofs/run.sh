# Sourced by prove: the demonstration of ./run as it is on this machine, then with functions and workers in their images, killed once on its
# way; both leave the same.
# shellcheck shell=bash disable=SC2154
grep -q '^12\.' /etc/debian_version || { say "no run was compared: its bytes are those of Debian 12's libraries, and this is another system"; return; }
demo=$work/demo # of both, since the run's name depends on it

say "Running the demonstration of ./run on this machine"
./run --folder "$demo" >"$work/plain.log" 2>&1 || { tail -20 "$work/plain.log"; fail "The demonstration failed on this machine."; }
mv "$demo" "$work/plain"

say "Running it with functions and workers in their images, with no network but loopback"
for image in functions worker; do b from --pull-never --name "$image-of-a-run" "$image" >/dev/null; done
mkdir "$work/bin" "$work/tmp"
ln -s "$PWD/infra/images/proofs/in-images" "$work/bin/dotnet"
# Nothing of this shell but what ./run needs: in-images tells by the differences what to hand on.
in_images() {
  # shellcheck disable=SC2016
  exec unshare --net env -i HOME="$HOME" PATH="$work/bin:$PATH" TMPDIR="$work/tmp" STORAGE="$work" BUILDAH_ISOLATION=chroot STORAGE_DRIVER=vfs \
    DOTNET_ROOT="$(dirname "$(readlink -f "$(command -v dotnet)")")" \
    sh -c 'ip link set lo up && exec "$@"' - ./run --folder "$demo" >>"$work/images.log" 2>&1
}
# The processes in containers: their root is one that buildah mounts below TMPDIR.
contained() { find /proc -maxdepth 2 -path '/proc/[0-9]*/root' -lname "$work/tmp/*" -printf '%h %l\n' 2>/dev/null || true; }
# waits SECONDS CONDITION: whether it came true.
waits() {
  local end=$((SECONDS + $1))
  until "${@:2}"; do [ $SECONDS -lt $end ] || return 1; sleep 0.2; done
}
a_worker_computes() { ls "$demo"/jobs/*/*/processing/output/records/*.json >/dev/null 2>&1; }
nothing_is_contained() { [ -z "$(contained)" ]; }
is_over() { ! kill -0 $run 2>/dev/null; }
computes_or_is_over() { a_worker_computes || is_over; }

in_images &
run=$!
waits 300 computes_or_is_over || { tail -20 "$work/images.log"; fail "No worker wrote a record in its image within five minutes."; }
if is_over; then
  code=0
  wait $run || code=$?
  tail -20 "$work/images.log"
  fail "./run in the images ended by itself, with exit code $code, before it could be killed."
fi
inside=$(contained | wc -l)
[ "$inside" -gt 0 ] || fail "A worker wrote a record, but no process runs in a container: ./run did not start it in its image."
kill -KILL $run
wait $run 2>/dev/null || true
waits 20 nothing_is_contained || { contained; fail "Processes in containers outlive the ./run that started them."; }
proven "$inside processes in containers ended with the ./run that was killed"

(in_images) || { tail -20 "$work/images.log"; fail "The demonstration failed in the images."; }
waits 20 nothing_is_contained || { contained; fail "Processes in containers outlive the end of a run."; }
proven "the whole run, killed and started again, ends well in the images and leaves no process: $(grep processed "$work/images.log" | tail -1)"
build bench
same=$(dotnet artifacts/bin/Bench/release/bench.dll same "$work/plain" "$demo") || { say "$same"; fail "The run in the images left something else."; }
proven "it left what a run on this machine leaves: $same"
