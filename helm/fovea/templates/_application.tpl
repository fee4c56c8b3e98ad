{{/* The service's application.yaml: what the chart's values mean to it, and config over that. */}}
{{- define "fovea.application" -}}
{{- $settings := fromYaml (include "fovea.settings" .) }}
{{- toYaml (mergeOverwrite $settings (deepCopy .Values.config)) }}
{{- end }}

{{- define "fovea.settings" -}}
server:
  port: 8080
  shutdown: graceful
management:
  server:
    port: 8081
  {{- with .Values.tracing.endpoint }}
  opentelemetry:
    tracing:
      export:
        otlp:
          endpoint: {{ . | quote }}
  tracing:
    sampling:
      probability: {{ $.Values.tracing.sampling }}
  {{- end }}
spring:
  lifecycle:
    timeout-per-shutdown-phase: {{ .Values.drain.timeoutSeconds }}s
  grpc:
    server:
      port: 9000
fovea:
  models:
    store: /models
  inference:
    device: {{ .Values.device }}
  {{- if eq .Values.index.engine "embedded" }}
  similarity:
    engine: lucene
  {{- else if eq .Values.index.engine "opensearch" }}
  similarity:
    engine: opensearch
    opensearch:
      urls: {{ .Values.index.opensearch.urls | toJson }}
      shards: {{ .Values.index.opensearch.shards }}
      replicas: {{ .Values.index.opensearch.replicas }}
      {{- if .Values.index.opensearch.credentialsSecret }}
      password-file: /etc/fovea/opensearch-login/password
      {{- end }}
      {{- if .Values.index.opensearch.caSecret }}
      ca-file: /etc/fovea/opensearch-ca/ca.crt
      {{- end }}
  {{- end }}
  security:
    {{- if eq .Values.auth.keys "none" }}
    anonymous: true
    {{- else }}
    keys: /etc/fovea/keys/keys.yaml
    {{- end }}
{{- end }}
