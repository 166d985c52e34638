# Sourced by prove: every function in its image takes an event and answers it.
# shellcheck shell=bash disable=SC2154

say "Running every function in its image against a Runtime API"
container=$(b from --pull-never functions)
# answers FUNCTION EVENT PART: the function takes the event and answers with that part, before it would ask for a bucket.
answers() {
  local answer=$work/answer-$1 server
  node infra/images/proofs/one-event.mjs "$2" >"$answer" &
  server=$!
  for _ in $(seq 50); do [ -s "$answer" ] && break; sleep 0.1; done
  b run --user 65534:65534 -e AWS_LAMBDA_RUNTIME_API="$(head -1 "$answer")" -e BUCKET=none -e AWS_REGION=us-west-2 "$container" /app/functions "$1" >"$work/function.log" 2>&1 || true
  wait $server || fail "No answer of $1 came: $(cat "$work/function.log")"
  grep -q "$3" "$answer" || fail "Another answer of $1 came: $(cat "$answer")"
  proven "$1 starts as nobody, takes an event and answers it: $(tail -1 "$answer")"
}
answers SearchScenes '{"request":{"jobs":0}}' 'jobs: got 0;.*InvalidRequest'
answers BuildManifests '{"runId":"../not a run"}' 'runId: got .*InvalidRequest'
answers AggregateOutputs '{"runId":"../not a run"}' 'runId: got .*InvalidRequest'
answers PlanBackfill '{"asked":{"weeks":"2019"}}' 'weeks: got .*InvalidRequest'
b run --user 65534:65534 "$container" /bin/sh -c '! find /app ! -readable | grep .' || fail "Nobody cannot read all of the program."
proven "nobody can read every file of a program that was published under umask 077"
b run --user 65534:65534 "$container" /bin/sh -c 'for folder in / /app /usr /etc /var; do [ -w $folder ] && exit 1; done; [ -w /tmp ]' \
  || fail "Nobody may write elsewhere than to /tmp."
proven "nobody can write to /tmp and not to the program"
