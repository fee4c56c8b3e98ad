# helm test: sends a drawn seven to the service and expects labelled probabilities.
set -eu
printf '%s' "$PICTURE" | base64 -d >/tmp/seven.png
curl --fail-with-body --silent --show-error --retry 10 --retry-connrefused --output /tmp/answer.json \
  --header "Authorization: Bearer ${FOVEA_API_KEY:-none}" --header 'Content-Type: image/png' \
  --data-binary @/tmp/seven.png "$FOVEA_URL/v1/models/$FOVEA_MODEL/classify?k=3" || {
  cat /tmp/answer.json
  exit 1
}
cat /tmp/answer.json
grep -q '"label"' /tmp/answer.json
