{{- define "flink-demo.generator.config" -}}
{{ include "flink-demo.kafkaOptions" . }}
topic: {{ .Values.topics.transactions | quote }}
health: 0.0.0.0:8080
{{- include "flink-demo.registryOptions" (dict "root" . "options" .Values.generator.options) }}
{{- include "flink-demo.options" .Values.generator.options }}
{{- end }}

{{/* Not empty when the generator ends by itself. */}}
{{- define "flink-demo.generator.ends" -}}
{{- with .Values.generator.options }}{{ .count }}{{ .duration }}{{ end -}}
{{- end }}

{{/* The pod's template, of a Deployment or of a Job. */}}
{{- define "flink-demo.generator.pod" -}}
{{- $settings := .Values.generator -}}
{{- $part := dict "root" . "component" "generator" "settings" $settings -}}
metadata:
  {{- include "flink-demo.podMetadata" (set $part "config" (include "flink-demo.generator.config" .)) | nindent 2 }}
spec:
  {{- include "flink-demo.podSpec" $part | nindent 2 }}
  {{- if include "flink-demo.generator.ends" . }}
  restartPolicy: OnFailure
  {{- end }}
  {{- include "flink-demo.topics.initContainers" . | nindent 2 }}
  containers:
    - name: generator
      {{- $env := list }}
      {{- if not $settings.options.seed }}
      {{- /* Two pods with the same seed would send the same payments. */}}
      {{- $env = list (dict "name" "GENERATOR_SEED" "valueFrom" (dict "fieldRef" (dict "fieldPath" "metadata.name"))) }}
      {{- end }}
      {{- include "flink-demo.container" (dict "root" . "settings" $settings "program" "generator/main" "config" "generator.yaml" "env" $env) | nindent 6 }}
      ports:
        - { name: http, containerPort: 8080 }
      {{- include "flink-demo.probes" . | nindent 6 }}
      volumeMounts:
        - { name: config, mountPath: /etc/flink-demo, readOnly: true }
        - { name: tmp, mountPath: /tmp }
        {{- include "flink-demo.kafkaMounts" . | nindent 8 }}
        {{- with include "flink-demo.registryMounts" (dict "root" . "options" $settings.options) | trim }}
        {{- . | nindent 8 }}
        {{- end }}
        {{- with $settings.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    {{- with $settings.extraContainers }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  volumes:
    - name: config
      configMap: { name: {{ include "flink-demo.name" $part }} }
    - name: tmp
      emptyDir: {}
    {{- include "flink-demo.kafkaVolumes" . | nindent 4 }}
    {{- with include "flink-demo.registryVolumes" (dict "root" . "options" $settings.options) | trim }}
    {{- . | nindent 4 }}
    {{- end }}
    {{- with $settings.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}
