{{- define "flink-demo.flink.url" -}}
{{- if .Values.pipeline.flink.create -}}
http://{{ include "flink-demo.name" (dict "root" . "component" "flink") }}:8081
{{- else -}}
{{ .Values.pipeline.flink.url }}
{{- end -}}
{{- end }}

{{/* "true" where the job needs Beam's expansion service. */}}
{{- define "flink-demo.expands" -}}
{{- if eq (toString .Values.pipeline.options.kafkaConnector) "beam" }}true{{ end }}
{{- end }}

{{/* The job's own options, and where its helpers are. */}}
{{- define "flink-demo.pipeline.config" -}}
{{ include "flink-demo.kafkaOptions" . }}
transactions-topic: {{ .Values.topics.transactions | quote }}
fraud-topic: {{ .Values.topics.fraud | quote }}
dead-letter-topic: {{ .Values.topics.deadLetter | quote }}
shadow-topic: {{ .Values.topics.shadow | quote }}
flink: {{ include "flink-demo.flink.url" . | quote }}
job-server: {{ include "flink-demo.name" (dict "root" . "component" "job-server") }}:8099
{{- if include "flink-demo.expands" . }}
expansion-service: {{ include "flink-demo.name" (dict "root" . "component" "expansion-service") }}:8097
{{- end }}
# The pool beside each TaskManager, as that TaskManager reaches it.
worker-pool: 127.0.0.1:5555
check-worker-pool: false
{{- include "flink-demo.registryOptions" (dict "root" . "options" .Values.pipeline.options) }}
{{- include "flink-demo.options" (omit .Values.pipeline.options "rules") }}
{{- if .Values.pipeline.readerSchema }}
reader-schema: /etc/flink-demo/reader.avsc
{{- end }}
{{- if .Values.pipeline.rulesTopic }}
rules-topic: {{ .Values.pipeline.rulesTopic | quote }}
{{- else }}
{{- with include "flink-demo.rulesOption" . }}
rules: {{ . | quote }}
{{- end }}
{{- end }}
{{- end }}

{{/* The options that make one rule, as far as they are set. */}}
{{- define "flink-demo.oneRule" -}}
{{- $set := list }}
{{- range list "gap" "threshold" "window" "windowSize" "windowEvery" "key" "maxSession" }}
{{- if not (has (toString (index $.Values.pipeline.options .)) (list "" "<nil>")) }}{{ $set = append $set . }}{{ end }}
{{- end }}
{{- join ", " $set }}
{{- end }}

{{/* Where the rules are that the job has, or that are published: the values' own, a file, those that come along, or none where options make one rule. */}}
{{- define "flink-demo.rulesOption" -}}
{{- if .Values.pipeline.rules -}}
/etc/flink-demo/rules.yaml
{{- else if .Values.pipeline.options.rules -}}
{{ .Values.pipeline.options.rules }}
{{- else if not (include "flink-demo.oneRule" .) -}}
default
{{- end -}}
{{- end }}

{{/* The same, and how the keeper keeps it. */}}
{{- define "flink-demo.keeper.config" -}}
{{ include "flink-demo.pipeline.config" . }}
{{- with .Values.pipeline.flink.savepointDir }}
savepoint-dir: {{ . | quote }}
{{- end }}
other-state: {{ .Values.pipeline.keeper.otherState }}
interval: 2s
health-host: 0.0.0.0
health-port: 8080
{{- end }}

{{/* Keys for S3, as a list `env`, by the names that Flink's plugins and the keeper know. */}}
{{- define "flink-demo.s3Env" -}}
{{- $env := list }}
{{- with .Values.pipeline.s3 }}
{{- if .existingSecret }}
{{- range $name, $key := dict "AWS_ACCESS_KEY_ID" .accessKeyKey "AWS_SECRET_ACCESS_KEY" .secretKeyKey }}
{{- $env = append $env (dict "name" $name "valueFrom" (dict "secretKeyRef" (dict "name" $.Values.pipeline.s3.existingSecret "key" $key))) }}
{{- end }}
{{- end }}
{{- end }}
{{- toJson (dict "env" $env) }}
{{- end }}

{{/* A container of the Flink image that runs one main class. dict root, settings (resources, extraEnv), jvm (list), main (list). */}}
{{- define "flink-demo.java" -}}
image: {{ include "flink-demo.image" (dict "root" .root "image" .root.Values.pipeline.flink.image) }}
imagePullPolicy: {{ .root.Values.pipeline.flink.image.pullPolicy }}
command:
  - java
  {{- range .jvm }}
  - {{ . | quote }}
  {{- end }}
  {{- range list "lang" "net" "io" "nio" "lang.reflect" "text" "time" "util" "util.concurrent" "util.concurrent.atomic" "util.concurrent.locks" }}
  - --add-opens=java.base/java.{{ . }}=ALL-UNNAMED
  {{- end }}
  - --add-opens=java.base/sun.nio.ch=ALL-UNNAMED
  - --add-exports=java.base/sun.net.util=ALL-UNNAMED
  - --add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED
  {{- /* Flink's RPC would wake up a hundred times a second, in two systems a process. */}}
  - -Dpekko.scheduler.tick-duration=100ms
  - -Dlog4j2.configurationFile=/etc/flink/log4j2.properties
  - -cp
  - /opt/flink/lib/beam-flink-runtime.jar:/opt/flink/lib/*
  {{- range .main }}
  - {{ . | quote }}
  {{- end }}
env:
  - name: POD_IP
    valueFrom: { fieldRef: { fieldPath: status.podIP } }
  - { name: FLINK_PLUGINS_DIR, value: /opt/flink/plugins }
  {{- with concat (.env | default list) (.settings.extraEnv | default list) }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
securityContext:
  {{- toYaml .root.Values.securityContext | nindent 2 }}
resources:
  {{- toYaml .settings.resources | nindent 2 }}
{{- end }}

{{/* The folders of a Flink container. */}}
{{- define "flink-demo.java.mounts" -}}
- { name: flink-config, mountPath: /etc/flink, readOnly: true }
- { name: tmp, mountPath: /tmp }
{{- end }}

{{- define "flink-demo.java.volumes" -}}
- name: flink-config
  configMap: { name: {{ include "flink-demo.name" (dict "root" . "component" "flink") }} }
- name: tmp
  emptyDir: {}
{{- end }}

{{/* Flink's settings. JobManager, TaskManager and worker pool share a pod, so all but the web UI stays on loopback. */}}
{{- define "flink-demo.flink.defaults" -}}
jobmanager.rpc.address: 127.0.0.1
jobmanager.bind-host: 127.0.0.1
taskmanager.host: 127.0.0.1
taskmanager.bind-host: 127.0.0.1
taskmanager.numberOfTaskSlots: {{ .Values.pipeline.flink.slots }}
rest.address: 127.0.0.1
rest.port: 8081
rest.bind-address: 0.0.0.0
web.upload.dir: /tmp/upload
# Jobs come through the job server, which sends them to /jobs: nobody needs to upload a jar.
web.submit.enable: false
# A page of another site may neither read answers nor ask for anything; this one comes by `kubectl port-forward`.
web.access-control-allow-origin: http://127.0.0.1:8081
web.allowed-hosts: {{ include "flink-demo.serviceHosts" (dict "root" . "component" "flink") }}
io.tmp.dirs: /tmp
blob.storage.directory: /tmp
# The Beam jar is on Flink's own class path; loaded once a job instead, it would leak 50 MB of metaspace each.
classloader.resolve-order: parent-first
state.backend.type: hashmap
state.checkpoints.dir: file:///state/checkpoints
state.savepoints.dir: file:///state/savepoints
execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION
state.checkpoints.num-retained: 2
restart-strategy.type: exponential-delay
restart-strategy.exponential-delay.initial-backoff: 500 ms
restart-strategy.exponential-delay.max-backoff: 10 s
restart-strategy.exponential-delay.reset-backoff-threshold: 1 min
cluster.registration.error-delay: 500
# All are on one machine: a JobManager that is gone is known in a quarter of a minute, not in a whole one.
heartbeat.interval: 3000
heartbeat.timeout: 15000
metrics.reporters: prometheus
metrics.reporter.prometheus.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory
metrics.reporter.prometheus.port: 9249
{{- end }}

{{/* What the job server needs to know of a Flink that is somebody's own: whatever it says becomes part of each job, and wins over that Flink's own settings. */}}
{{- define "flink-demo.flink.client" -}}
io.tmp.dirs: /tmp
classloader.resolve-order: parent-first
{{- end }}

{{/* Either with the user's own. */}}
{{- define "flink-demo.flink.config" -}}
{{- $kind := .Values.pipeline.flink.create | ternary "defaults" "client" }}
{{- toYaml (merge dict .Values.pipeline.flink.configuration (include (printf "flink-demo.flink.%s" $kind) . | fromYaml)) }}
{{- end }}
