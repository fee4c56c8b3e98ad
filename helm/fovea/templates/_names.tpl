{{/*
Names and labels. Names stay below 49 characters, so that every suffix fits the 63 of a label, and have no dot: the
name of a release may, that of a Service may not.
*/}}

{{- define "fovea.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 48 | trimSuffix "-" }}
{{- end }}

{{- define "fovea.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 48 | trimSuffix "-" }}
{{- else if contains (include "fovea.name" .) .Release.Name }}
{{- .Release.Name | replace "." "-" | trunc 48 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "fovea.name" .) | replace "." "-" | trunc 48 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/* What never changes between two versions of the chart: selectors are immutable. */}}
{{- define "fovea.identity" -}}
app.kubernetes.io/name: {{ include "fovea.name" . }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/* The pods that answer: not the ones of helm test, nor those of the index job. */}}
{{- define "fovea.selector" -}}
{{ include "fovea.identity" . }}
app.kubernetes.io/component: service
{{- end }}

{{- define "fovea.labels" -}}
{{ include "fovea.identity" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | replace "+" "_" | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "fovea.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "fovea.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "fovea.image" -}}
{{- with .Values.image }}
{{- if .digest }}
{{- printf "%s@%s" .repository .digest }}
{{- else }}
{{- $device := ternary "-cuda" "" (eq $.Values.device "cuda") }}
{{- printf "%s:%s" .repository (default (printf "%s%s" $.Chart.AppVersion $device) .tag) }}
{{- end }}
{{- end }}
{{- end }}

{{- define "fovea.keysSecret" -}}
{{- if eq .Values.auth.keys "existing" }}
{{- .Values.auth.existingSecret }}
{{- else }}
{{- printf "%s-keys" (include "fovea.fullname" .) }}
{{- end }}
{{- end }}

{{/* The workload's kind, which the autoscalers and the notes name as well. */}}
{{- define "fovea.kind" -}}
{{- ternary "StatefulSet" "Deployment" (eq .Values.index.engine "embedded") }}
{{- end }}

{{- define "fovea.imagePullSecrets" -}}
{{- with .Values.image.pullSecrets -}}
imagePullSecrets:
  {{- range . }}
  - name: {{ . | quote }}
  {{- end }}
{{- end }}
{{- end }}

{{/* Pod security "restricted", for every pod of the chart. */}}
{{- define "fovea.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "fovea.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* Where the release's own clients, helm test and the index job, find it, and the key that helm test shows. */}}
{{- define "fovea.url" -}}
{{- printf "http://%s:%v" (include "fovea.fullname" .) .Values.service.port }}
{{- end }}

{{- define "fovea.clientKey" -}}
{{- if ne .Values.auth.keys "none" -}}
- name: FOVEA_API_KEY
  valueFrom:
    secretKeyRef: {name: {{ include "fovea.keysSecret" . | quote }}, key: key}
{{- end }}
{{- end }}
