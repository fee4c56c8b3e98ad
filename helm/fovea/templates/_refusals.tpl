{{/* Combinations that cannot work, each refused with a sentence that says what to set. */}}
{{- define "fovea.refusals" -}}
{{- $values := .Values }}
{{- if regexMatch "^[0-9]" (include "fovea.fullname" .) }}
{{- fail (printf "the name %s begins with a digit, which the name of a Service must not: set fullnameOverride" (include "fovea.fullname" .)) }}
{{- end }}
{{- if eq $values.index.engine "embedded" }}
{{- if gt (int $values.replicas) 1 }}
{{- fail (printf "replicas is %d, but index.engine=embedded keeps the index on one pod's disk: set replicas=1, or index.engine=opensearch to share an index, or index.engine=none to classify only" (int $values.replicas)) }}
{{- end }}
{{- if ne $values.autoscaling.by "none" }}
{{- fail (printf "autoscaling.by is %s, but index.engine=embedded keeps the index on one pod's disk: set autoscaling.by=none, or index.engine=opensearch to share an index, or index.engine=none to classify only" $values.autoscaling.by) }}
{{- end }}
{{- end }}
{{- if and (eq $values.index.engine "opensearch") (not $values.index.opensearch.urls) }}
{{- fail "index.engine=opensearch needs index.opensearch.urls, such as [https://opensearch.search.svc:9200]" }}
{{- end }}
{{- if and (eq $values.autoscaling.by "hpa") (not (or $values.autoscaling.cpuPercent $values.autoscaling.queuedPerPod)) }}
{{- fail "autoscaling.by=hpa needs autoscaling.cpuPercent or autoscaling.queuedPerPod above 0" }}
{{- end }}
{{- if gt (int $values.autoscaling.minReplicas) (int $values.autoscaling.maxReplicas) }}
{{- fail (printf "autoscaling.minReplicas (%d) is above autoscaling.maxReplicas (%d)" (int $values.autoscaling.minReplicas) (int $values.autoscaling.maxReplicas)) }}
{{- end }}
{{- if and (eq $values.auth.keys "existing") (not $values.auth.existingSecret) }}
{{- fail "auth.keys=existing needs auth.existingSecret, a Secret with keys.yaml and key" }}
{{- end }}
{{- include "fovea.modelRefusals" . }}
{{- include "fovea.portRefusals" . }}
{{- if and $values.ingress.enabled (not $values.ingress.hosts) }}
{{- fail "ingress.enabled needs at least one name in ingress.hosts" }}
{{- end }}
{{- if and $values.gateway.enabled (not $values.gateway.parents) }}
{{- fail "gateway.enabled needs the Gateway to attach to in gateway.parents, such as {name: public, namespace: gateways}" }}
{{- end }}
{{- if and $values.indexJob.enabled (not $values.indexJob.claim) }}
{{- fail "indexJob.enabled needs indexJob.claim, the PersistentVolumeClaim that holds the pictures" }}
{{- end }}
{{- if and $values.indexJob.enabled (eq $values.index.engine "none") }}
{{- fail "indexJob.enabled needs an index: set index.engine=embedded or opensearch" }}
{{- end }}
{{- end }}

{{/* Probes, Services and the NetworkPolicy go to these ports; service.port and service.grpcPort are what clients see. */}}
{{- define "fovea.portRefusals" -}}
{{- $config := .Values.config }}
{{- $set := list
  (list "server.port" 8080 (dig "server" "port" 8080 $config))
  (list "management.server.port" 8081 (dig "management" "server" "port" 8081 $config))
  (list "spring.grpc.server.port" 9000 (dig "spring" "grpc" "server" "port" 9000 $config)) }}
{{- range $set }}
{{- if ne (int (index . 1)) (int (index . 2)) }}
{{- fail (printf "config sets %s to %v, but probes and Services go to %v: for another port outside set service.port or service.grpcPort" (index . 0) (index . 2) (index . 1)) }}
{{- end }}
{{- end }}
{{- end }}

{{- define "fovea.modelRefusals" -}}
{{- $models := .Values.models }}
{{- if and (eq $models.source "claim") (not $models.claim.name) }}
{{- fail "models.source=claim needs models.claim.name, the PersistentVolumeClaim that holds the model store" }}
{{- end }}
{{- if eq $models.source "volume" }}
{{- if not $models.volume.reference }}
{{- fail "models.source=volume needs models.volume.reference, the OCI image that holds the model store" }}
{{- end }}
{{- if semverCompare "<1.33.0-0" .Capabilities.KubeVersion.Version }}
{{- fail (printf "models.source=volume needs Kubernetes 1.33 or newer, this is %s: set models.source=claim or download" .Capabilities.KubeVersion.Version) }}
{{- end }}
{{- end }}
{{- if and (eq $models.source "download") (not $models.download.archives) }}
{{- fail "models.source=download needs models.download.archives, a list of {url, sha256}" }}
{{- end }}
{{- end }}
