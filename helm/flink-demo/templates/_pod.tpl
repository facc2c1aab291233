{{/* What a pod's metadata and spec have in common. dict root, component, settings, config (text that the pod reads, optional),
     serviceAccount (where the release's own is not there yet, optional). */}}
{{- define "flink-demo.podMetadata" -}}
labels:
  {{- include "flink-demo.labels" . | nindent 2 }}
  {{- with merge dict (.settings.podLabels | default dict) .root.Values.podLabels }}
  {{- include "flink-demo.texts" . | nindent 2 }}
  {{- end }}
{{- $annotations := merge dict (.settings.podAnnotations | default dict) .root.Values.podAnnotations }}
{{- with .config }}
{{- $_ := set $annotations "checksum/config" (sha256sum .) }}
{{- end }}
{{- with $annotations }}
annotations:
  {{- include "flink-demo.texts" . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "flink-demo.podSpec" -}}
serviceAccountName: {{ .serviceAccount | default (include "flink-demo.serviceAccount" .root) }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .root.Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  {{- toYaml .root.Values.podSecurityContext | nindent 2 }}
{{- range $key := list "nodeSelector" "tolerations" "affinity" "topologySpreadConstraints" "priorityClassName" "terminationGracePeriodSeconds" }}
{{- with get $.settings $key }}
{{ $key }}: {{ toJson . }}
{{- end }}
{{- end }}
{{- end }}

{{/* A container of the services' image. dict root, settings, program (below dist/), config (file, optional), mounts, env, ports, probes. */}}
{{- define "flink-demo.container" -}}
image: {{ include "flink-demo.image" (dict "root" .root "image" .root.Values.image) }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
args:
  - dist/{{ .program }}.js
  {{- with .config }}
  - --config=/etc/flink-demo/{{ . }}
  {{- end }}
  {{- with .settings.extraArgs }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
securityContext:
  {{- toYaml .root.Values.securityContext | nindent 2 }}
resources:
  {{- toYaml .settings.resources | nindent 2 }}
{{- with concat (.env | default list) (.settings.extraEnv | default list) }}
env:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .settings.extraEnvFrom }}
envFrom:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Probes of a service with /healthz and /readyz at its port `http`: only readiness asks for Kafka. */}}
{{- define "flink-demo.probes" -}}
{{ include "flink-demo.probes.alive" . }}
readinessProbe:
  httpGet: { path: /readyz, port: http }
  periodSeconds: 5
  timeoutSeconds: 3
{{- end }}

{{- define "flink-demo.probes.alive" -}}
startupProbe:
  httpGet: { path: /healthz, port: http }
  periodSeconds: 1
  failureThreshold: 120
livenessProbe:
  httpGet: { path: /healthz, port: http }
  periodSeconds: 10
  timeoutSeconds: 3
{{- end }}
