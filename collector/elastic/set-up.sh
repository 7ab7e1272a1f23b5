#!/usr/bin/env bash
# Puts lifecycle and templates into Elasticsearch or OpenSearch: `set-up.sh elasticsearch https://host:9200`. Before the first
# record is sent, and again whenever a file changed: what is there is replaced.
# STACK_HEADER_FILE: a file with one header, such as "authorization: ApiKey …", for a node that asks who one is.
set -euo pipefail
kind=${1:?elasticsearch or opensearch}
address=${2:?the address of a node}
folder=$(cd "$(dirname "$0")" && pwd)/$kind
[ -d "$folder" ] || { echo "there is nothing for $kind" >&2; exit 1; }

put() { # path, file
  curl --fail-with-body --silent --show-error --output /dev/stderr --request PUT \
    ${STACK_HEADER_FILE:+--header "@$STACK_HEADER_FILE"} \
    --header 'content-type: application/json' --data-binary "@$folder/$2" "$address/$1" 2> "$log" ||
    { echo "$address/$1:" >&2; cat "$log" >&2; exit 1; }
  echo "$1"
}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

case $kind in
elasticsearch)
  put _ilm/policy/spanwise lifecycle.json
  for signal in traces metrics logs; do put "_component_template/$signal-otel@custom" custom.json; done
  ;;
opensearch)
  plugins=$(curl --fail --silent --show-error ${STACK_HEADER_FILE:+--header "@$STACK_HEADER_FILE"} "$address/_cat/plugins")
  if [[ $plugins != *opensearch-index-management* ]]; then
    echo 'this node has no index management: nothing is ever deleted' >&2
  elif ! curl --fail --silent --output "$log" ${STACK_HEADER_FILE:+--header "@$STACK_HEADER_FILE"} "$address/_plugins/_ism/policies/spanwise"; then
    # A policy that is there is changed by its number alone: delete it first.
    put _plugins/_ism/policies/spanwise lifecycle.json
  fi
  for signal in traces logs; do put "_index_template/spanwise-$signal" "$signal.json"; done
  ;;
esac
