{{- define "flink-demo.viewer.config" -}}
{{ include "flink-demo.kafkaOptions" . }}
topic: {{ .Values.topics.fraud | quote }}
shadow-topic: {{ .Values.topics.shadow | quote }}
dead-letter-topic: {{ .Values.topics.deadLetter | quote }}
{{- if .Values.pipeline.enabled }}
keeper: http://{{ include "flink-demo.name" (dict "root" . "component" "keeper") }}:8080
{{- end }}
{{- with .Values.viewer.options.rulesTopic | default (ternary .Values.pipeline.rulesTopic "" .Values.pipeline.enabled) }}
rules-topic: {{ . | quote }}
{{- end }}
{{- if .Values.viewer.reviews.enabled }}
reviews-topic: {{ .Values.topics.reviews | quote }}
{{- end }}
host: 0.0.0.0
port: 8080
{{- if .Values.viewer.authToken.existingSecret }}
auth-token-file: /etc/viewer/token/{{ .Values.viewer.authToken.key }}
{{- end }}
{{- if .Values.viewer.people.existingSecret }}
people-file: /etc/viewer/people/{{ .Values.viewer.people.key }}
{{- end }}
{{- $hosts := ternary .Values.viewer.ingress.hosts list .Values.viewer.ingress.enabled }}
{{- $hosts = concat $hosts (splitList "," .Values.viewer.options.allowedHosts | compact) (list (include "flink-demo.serviceHosts" (dict "root" . "component" "viewer"))) }}
allowed-hosts: {{ join "," $hosts | quote }}
{{- include "flink-demo.registryOptions" (dict "root" . "options" (include "flink-demo.viewer.registry" . | fromYaml)) }}
{{- include "flink-demo.options" (omit .Values.viewer.options "allowedHosts" "rulesTopic" (ternary "flink" "" .Values.pipeline.enabled)) }}
{{- end }}

{{/* How `reviews/main.js` in the viewer's pod finds the topic of decisions: an environment, as JSON. */}}
{{- define "flink-demo.viewer.environment" -}}
{{- if .Values.viewer.reviews.enabled }}
{{- $options := merge (fromYaml (include "flink-demo.kafkaOptions" .)) (dict "reviews-topic" .Values.topics.reviews) }}
{{- include "flink-demo.environment" (dict "prefix" "REVIEWS" "options" $options) -}}
{{- else -}}
[]
{{- end }}
{{- end }}
