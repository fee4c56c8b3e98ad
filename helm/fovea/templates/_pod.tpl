{{/* The pod that answers, the same in the StatefulSet and in the Deployment. */}}
{{- define "fovea.pod" -}}
metadata:
  labels:
    {{- include "fovea.labels" . | nindent 4 }}
    app.kubernetes.io/component: service
    {{- with .Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    checksum/config: {{ include "fovea.application" . | sha256sum }}
    {{- with .Values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "fovea.serviceAccount" . | quote }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- with include "fovea.imagePullSecrets" . }}
  {{- . | nindent 2 }}
  {{- end }}
  securityContext:
    {{- include "fovea.podSecurity" . | nindent 4 }}
  terminationGracePeriodSeconds: {{ add .Values.drain.propagationSeconds .Values.drain.timeoutSeconds 10 }}
  {{- if eq .Values.models.source "download" }}
  initContainers:
    {{- include "fovea.download" . | nindent 4 }}
  {{- end }}
  containers:
    {{- include "fovea.container" . | nindent 4 }}
  volumes:
    {{- include "fovea.volumes" . | nindent 4 }}
  {{- include "fovea.placement" . | trim | nindent 2 }}
{{- end }}

{{- define "fovea.container" -}}
- name: fovea
  image: {{ include "fovea.image" . | quote }}
  imagePullPolicy: {{ .Values.image.pullPolicy }}
  securityContext:
    {{- include "fovea.containerSecurity" . | nindent 4 }}
  ports:
    - {name: http, containerPort: 8080, protocol: TCP}
    - {name: grpc, containerPort: 9000, protocol: TCP}
    - {name: management, containerPort: 8081, protocol: TCP}
  env:
    # ONNX Runtime reads it before the JVM runs a line, and reports to its maker without it.
    - {name: ORT_DISABLE_TELEMETRY, value: "1"}
    - {name: FOVEA_HOME, value: /var/lib/fovea}
    - {name: SPRING_CONFIG_ADDITIONAL_LOCATION, value: "file:/etc/fovea/config/"}
    {{- with include "fovea.openSearchUser" . }}
    {{- . | nindent 4 }}
    {{- end }}
    {{- with .Values.env }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  resources:
    {{- include "fovea.resources" . | nindent 4 }}
  startupProbe:
    httpGet: {path: /actuator/health/readiness, port: management}
    periodSeconds: 2
    timeoutSeconds: 2
    failureThreshold: {{ div (add .Values.probes.startupSeconds 1) 2 }}
  readinessProbe:
    httpGet: {path: /actuator/health/readiness, port: management}
    periodSeconds: {{ .Values.probes.readinessSeconds }}
    timeoutSeconds: 2
    failureThreshold: 2
  livenessProbe:
    httpGet: {path: /actuator/health/liveness, port: management}
    periodSeconds: {{ .Values.probes.livenessSeconds }}
    timeoutSeconds: 5
    failureThreshold: 3
  lifecycle:
    preStop:
      sleep:
        seconds: {{ .Values.drain.propagationSeconds }}
  volumeMounts:
    - {name: config, mountPath: /etc/fovea/config, readOnly: true}
    - {name: state, mountPath: /var/lib/fovea}
    - {name: tmp, mountPath: /tmp}
    {{- if ne .Values.models.source "image" }}
    - name: models
      mountPath: /models
      readOnly: true
      {{- if and (eq .Values.models.source "claim") .Values.models.claim.subPath }}
      subPath: {{ .Values.models.claim.subPath | quote }}
      {{- end }}
    {{- end }}
    {{- if ne .Values.auth.keys "none" }}
    - {name: keys, mountPath: /etc/fovea/keys, readOnly: true}
    {{- end }}
    {{- if eq .Values.index.engine "opensearch" }}
    {{- if .Values.index.opensearch.credentialsSecret }}
    - {name: opensearch-login, mountPath: /etc/fovea/opensearch-login, readOnly: true}
    {{- end }}
    {{- if .Values.index.opensearch.caSecret }}
    - {name: opensearch-ca, mountPath: /etc/fovea/opensearch-ca, readOnly: true}
    {{- end }}
    {{- end }}
{{- end }}

{{- define "fovea.resources" -}}
{{- $resources := deepCopy .Values.resources }}
{{- if eq .Values.device "cuda" }}
{{- $limits := default dict $resources.limits }}
{{- $_ := set $limits .Values.gpu.resource (.Values.gpu.count | toString) }}
{{- $_ := set $resources "limits" $limits }}
{{- end }}
{{- toYaml $resources }}
{{- end }}

{{- define "fovea.openSearchUser" -}}
{{- if and (eq .Values.index.engine "opensearch") .Values.index.opensearch.credentialsSecret -}}
- name: FOVEA_SIMILARITY_OPENSEARCH_USERNAME
  valueFrom:
    secretKeyRef: {name: {{ .Values.index.opensearch.credentialsSecret | quote }}, key: username}
{{- end }}
{{- end }}

{{- define "fovea.download" -}}
- name: models
  image: {{ .Values.models.download.image | quote }}
  imagePullPolicy: {{ .Values.image.pullPolicy }}
  securityContext:
    {{- include "fovea.containerSecurity" . | nindent 4 }}
  command: [/bin/sh, /etc/fovea/config/download.sh]
  resources:
    requests: {cpu: 100m, memory: 64Mi}
    limits: {memory: 256Mi}
  volumeMounts:
    - {name: config, mountPath: /etc/fovea/config, readOnly: true}
    - {name: models, mountPath: /models}
    - {name: tmp, mountPath: /tmp}
{{- end }}

{{- define "fovea.volumes" -}}
- name: config
  configMap:
    name: {{ include "fovea.fullname" . }}
- name: tmp
  emptyDir: {}
{{- if ne .Values.index.engine "embedded" }}
- name: state
  emptyDir: {}
{{- else if not .Values.index.persistence.enabled }}
- name: state
  emptyDir: {}
{{- else if .Values.index.persistence.existingClaim }}
- name: state
  persistentVolumeClaim:
    claimName: {{ .Values.index.persistence.existingClaim | quote }}
{{- end }}
{{- with .Values.models }}
{{- if eq .source "claim" }}
- name: models
  persistentVolumeClaim:
    claimName: {{ .claim.name | quote }}
    readOnly: true
{{- else if eq .source "volume" }}
- name: models
  image:
    reference: {{ .volume.reference | quote }}
    pullPolicy: {{ .volume.pullPolicy }}
{{- else if eq .source "download" }}
- name: models
  emptyDir:
    sizeLimit: {{ .download.size }}
{{- end }}
{{- end }}
{{- if ne .Values.auth.keys "none" }}
- name: keys
  secret:
    secretName: {{ include "fovea.keysSecret" . | quote }}
    items:
      - {key: keys.yaml, path: keys.yaml}
{{- end }}
{{- if eq .Values.index.engine "opensearch" }}
{{- with .Values.index.opensearch.credentialsSecret }}
- name: opensearch-login
  secret:
    secretName: {{ . | quote }}
    items:
      - {key: password, path: password}
{{- end }}
{{- with .Values.index.opensearch.caSecret }}
- name: opensearch-ca
  secret:
    secretName: {{ . | quote }}
    items:
      - {key: ca.crt, path: ca.crt}
{{- end }}
{{- end }}
{{- end }}

{{- define "fovea.placement" -}}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if or .Values.tolerations (eq .Values.device "cuda") }}
tolerations:
  {{- if eq .Values.device "cuda" }}
  - {key: {{ .Values.gpu.resource }}, operator: Exists, effect: NoSchedule}
  {{- end }}
  {{- with .Values.tolerations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}
{{- if and (eq .Values.device "cuda") .Values.gpu.runtimeClassName }}
runtimeClassName: {{ .Values.gpu.runtimeClassName | quote }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
topologySpreadConstraints:
  {{- if .Values.topologySpread }}
  {{- toYaml .Values.topologySpread | nindent 2 }}
  {{- else }}
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "fovea.selector" $ | nindent 8 }}
  {{- end }}
  {{- end }}
{{- end }}
