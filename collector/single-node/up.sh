#!/bin/sh
# Starts the four servers in the foreground, or those that are named, each when the one before is ready. Ctrl+C stops
# them, the newest first.
set -eu
cd "$(dirname "$0")"
data=${STACK_DATA:-./data}
mkdir -p "$data/logs" "$data/jaeger/keys" "$data/jaeger/values"
running=''

stop() {
  trap - EXIT INT TERM
  # The newest first: the Collector sends what it holds before its stores go.
  for pid in $running; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
}
trap stop EXIT
trap 'exit 0' INT TERM

start() { # name, address that answers when it is ready, command
  name=$1 ready=$2
  shift 2
  "$@" >"$data/logs/$name.log" 2>&1 &
  pid=$!
  running="$pid $running"
  tries=0
  until curl -fs -o "$data/logs/$name.ready" "$ready"; do
    tries=$((tries + 1))
    if ! kill -0 "$pid" 2>/dev/null || [ "$tries" -ge 300 ]; then
      echo "$name did not start:" >&2
      tail -n 20 "$data/logs/$name.log" >&2
      exit 1
    fi
    sleep 0.1
  done
  echo "$name is ready"
}

prometheus=${STACK_PROMETHEUS_HOST:-127.0.0.1}:${STACK_PROMETHEUS_PORT:-9090}
for server in ${*:-prometheus jaeger loki collector}; do
  case $server in
    prometheus)
      start prometheus "http://$prometheus/-/ready" \
        "${PROMETHEUS:-prometheus}" --config.file=prometheus.yaml \
        --storage.tsdb.path="$data/prometheus" --storage.tsdb.retention.time=15d \
        --web.listen-address="$prometheus" --web.enable-otlp-receiver \
        --enable-feature=exemplar-storage,otlp-deltatocumulative
      ;;
    jaeger)
      start jaeger "http://${STACK_JAEGER_HOST:-127.0.0.1}:${STACK_JAEGER_HEALTH_PORT:-14133}/status" \
        env OTEL_TRACES_SAMPLER=always_off "${JAEGER:-jaeger}" --config=jaeger.yaml
      ;;
    loki)
      start loki "http://${STACK_LOKI_HOST:-127.0.0.1}:${STACK_LOKI_PORT:-3100}/ready" \
        "${LOKI:-loki}" -config.file=loki.yaml -config.expand-env=true
      ;;
    collector)
      start collector "http://${STACK_COLLECTOR_HOST:-127.0.0.1}:${STACK_COLLECTOR_HEALTH_PORT:-13133}/" \
        "${OTELCOL:-otelcol-contrib}" --config=collector.yaml --config=dialects.yaml
      echo "Send OTLP to ${STACK_COLLECTOR_HOST:-127.0.0.1}:${STACK_COLLECTOR_GRPC_PORT:-4317} (gRPC) or :${STACK_COLLECTOR_HTTP_PORT:-4318} (HTTP)."
      ;;
    *)
      echo "no server is called $server: prometheus, jaeger, loki, collector" >&2
      exit 1
      ;;
  esac
done
echo 'Ctrl+C stops what was started.'
wait
