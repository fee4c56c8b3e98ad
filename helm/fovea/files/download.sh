#!/bin/sh
# Fetches the archives named in archives.txt, checks each against its SHA-256, and unpacks them into the model
# store. Any failure stops the pod before the service sees half a model.
set -eu

list=${1:-/etc/fovea/config/archives.txt}
store=${2:-/models}

while read -r digest url; do
  [ -n "$digest" ] || continue
  echo "fetching $url"
  curl --fail --silent --show-error --location --retry 5 --retry-connrefused --output "$store/.archive" "$url"
  if ! echo "$digest  $store/.archive" | sha256sum -c - >/dev/null 2>&1; then
    echo "$url has the SHA-256 $(sha256sum "$store/.archive" | cut -d' ' -f1), expected $digest: refused" >&2
    rm -f "$store/.archive"
    exit 1
  fi
  tar -xzf "$store/.archive" -C "$store"
  rm -f "$store/.archive"
done <"$list"
